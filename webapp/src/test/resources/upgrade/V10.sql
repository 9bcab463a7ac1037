insert into study_of_choice values (md5('ben')::uuid, md5('s5')::uuid);
