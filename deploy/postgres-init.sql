-- Run once by the database image in an empty data folder: the same layout the embedded server has. The application's role
-- is no superuser (row-level security would not hold it), so the extension is created here, in the template every new
-- database copies. xseven owns the tables; it works as xseven_app, which owns none, but while it migrates.
\set password `echo "$APPLICATION_PASSWORD"`
CREATE ROLE xseven LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD :'password';
CREATE ROLE xseven_app NOLOGIN;
GRANT xseven_app TO xseven;
\connect template1
CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public;
\connect postgres
CREATE DATABASE xseven OWNER xseven;
