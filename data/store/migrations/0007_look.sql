-- What screens of work to do look up by problem: whether it was visited again, reviewed in 长期坚持, supervised.
CREATE INDEX event_look ON problem_event(kind, problem, day)
WHERE voided_by IS NULL AND (kind = 'return_visit' OR kind = 'long_review' OR kind = 'supervise');
