CREATE TABLE first_stays (id integer NOT NULL PRIMARY KEY);
