-- What a lead looks comparisons up by. Without these, each reads a study of 200,000 comparisons from end to end.
create index comparison_by_language on comparison (study_id, language, position) include (id);
create index comparison_by_tag on comparison using gin (tags);
create index judgement_flagged on judgement (study_id, comparison_id) where flags <> '[]';
-- By hash, for a subject may be longer than a key of a tree.
create index audit_event_by_subject on audit_event using hash (subject);
