insert into column_choice values (repeat('f', 64), '{"prompt":"Question"}', '2026-01-13T08:00Z');
