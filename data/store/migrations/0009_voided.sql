-- What was voided, by when: an event entered before 封账 and voided after it is told in the next bulletin.
CREATE INDEX event_voided ON problem_event(voided_at, id) WHERE voided_at IS NOT NULL;
