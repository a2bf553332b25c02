-- The grid of visits: newest first, with the columns that filters look at.
CREATE INDEX visit_day ON visit(day, id, region, enterprise) WHERE gone = 0;
