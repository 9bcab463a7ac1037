update comparison set tags = '{acute}' where id = md5('s5c1')::uuid;
