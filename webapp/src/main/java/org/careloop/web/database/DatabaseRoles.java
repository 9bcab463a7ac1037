package org.careloop.web.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The roles of the embedded PostgreSQL. The application reads and writes rows and owns nothing; the migrations own the tables;
 * the superuser is used for this set-up alone. Doing it again changes nothing, and a database of an earlier version, which let
 * everybody on the machine in, is closed.
 */
final class DatabaseRoles {
    static final String SUPERUSER = "postgres";
    static final String MIGRATIONS = "careloop_owner";
    static final String APPLICATION = "careloop";

    private static final Pattern OPEN = Pattern.compile("^(\\s*(?:local|host)\\b.*\\s)trust(\\s*)$", Pattern.MULTILINE);

    private DatabaseRoles() {}

    /** Whether a {@code pg_hba.conf} is one of an earlier version. */
    static boolean letsEverybodyIn(Path rules) throws IOException {
        return OPEN.matcher(Files.readString(rules)).find();
    }

    /**
     * Makes the roles and hands them what they need.
     *
     * @param url the address of the server
     * @param data the server's data directory
     */
    static void prepare(String url, Path data, DatabasePasswords passwords) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url, SUPERUSER, passwords.superuser())) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements(passwords)) {
                    statement.execute(sql);
                }
            }
            connection.commit();
            requirePasswords(connection, data);
            connection.commit();
        }
    }

    private static List<String> statements(DatabasePasswords passwords) {
        return List.of(
                login(SUPERUSER, "superuser", passwords.superuser()),
                login(MIGRATIONS, "nosuperuser nocreatedb nocreaterole", passwords.migrations()),
                login(APPLICATION, "nosuperuser nocreatedb nocreaterole", passwords.application()),
                "revoke all on database postgres from public",
                "grant connect, create, temporary on database postgres to " + MIGRATIONS,
                "grant connect, temporary on database postgres to " + APPLICATION,
                "alter schema public owner to " + MIGRATIONS,
                "revoke all on schema public from public",
                "grant usage on schema public to " + APPLICATION,
                // What earlier versions made as the superuser.
                """
                do $$
                declare each record;
                begin
                    for each in
                        select format('alter %s %s owner to careloop_owner',
                                      case relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end,
                                      c.oid::regclass) as change
                        from pg_class c
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'S')
                          and c.relowner <> 'careloop_owner'::regrole
                          and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i', 'e'))
                        union all
                        select format('alter routine %s owner to careloop_owner', p.oid::regprocedure)
                        from pg_proc p
                        where p.pronamespace = 'public'::regnamespace and p.proowner <> 'careloop_owner'::regrole
                          and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
                    loop
                        execute each.change;
                    end loop;
                end $$""",
                "grant select, insert, update, delete, maintain on all tables in schema public to " + APPLICATION,
                "grant usage, select on all sequences in schema public to " + APPLICATION,
                "alter default privileges for role " + MIGRATIONS
                        + " in schema public grant select, insert, update, delete, maintain on tables to "
                        + APPLICATION,
                "alter default privileges for role " + MIGRATIONS
                        + " in schema public grant usage, select on sequences to " + APPLICATION);
    }

    /** Passwords are generated from letters, digits, - and _, so that nothing in them needs quoting. */
    private static String login(String role, String rights, String password) {
        return """
                do $$ begin
                    if not exists (select 1 from pg_roles where rolname = '%1$s') then create role %1$s; end if;
                    alter role %1$s login %2$s password '%3$s';
                end $$""".formatted(role, rights, password);
    }

    /** Replaces "trust" in {@code pg_hba.conf}, which earlier versions began with. */
    private static void requirePasswords(Connection connection, Path data) throws IOException, SQLException {
        Path rules = data.resolve("pg_hba.conf");
        String now = Files.readString(rules);
        String closed = OPEN.matcher(now).replaceAll("$1scram-sha-256$2");
        if (closed.equals(now)) {
            return;
        }
        Files.writeString(rules, closed);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_reload_conf()");
        }
    }
}
