CREATE TABLE second_goes (id integer NOT NULL PRIMARY KEY);
INSERT INTO a_table_that_is_not_there (id) VALUES (1);
