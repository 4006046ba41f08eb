package org.liftlock.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.Compare;
import org.liftlock.naming.Digest;

/**
 * What is in one database, in the state the connection's transaction sees: every table, and beside the rows what a
 * restore loses as easily. Names in parentheses are not of tables.
 */
final class PostgresContents {

    static final String SCHEMA = "(schema)";
    static final String SEQUENCES = "(sequences)";
    static final String LARGE_OBJECT = "(large objects)";
    static final String OWNERS = "(owners and rights)";
    static final String SETTINGS = "(settings of the database)";
    static final String ROLES = "(roles)";

    // Names and types of what there is; not the text of expressions, which a restore may spell in another way.
    private static final String SCHEMA_LINES = """
            with own as (select oid, nspname from pg_catalog.pg_namespace
                         where nspname <> 'information_schema' and nspname !~ '^pg_')
            select 'relation ' || c.relkind::text || ' ' || n.nspname || '.' || c.relname
                from pg_catalog.pg_class c join own n on n.oid = c.relnamespace
            union all
            select 'column ' || n.nspname || '.' || c.relname || '.' || a.attname || ' '
                   || pg_catalog.format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
                   || case when a.atthasdef then ' default' else '' end || a.attidentity::text || a.attgenerated::text
                from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
                join own n on n.oid = c.relnamespace
                where a.attnum > 0 and not a.attisdropped
            union all
            select 'constraint ' || n.nspname || '.' || r.conname || ' ' || r.contype::text || ' ' || r.conrelid::regclass
                from pg_catalog.pg_constraint r join own n on n.oid = r.connamespace
            union all
            select 'function ' || n.nspname || '.' || p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid)
                   || ') ' || pg_catalog.md5(p.prosrc)
                from pg_catalog.pg_proc p join own n on n.oid = p.pronamespace
            union all
            select 'trigger ' || n.nspname || '.' || c.relname || '.' || t.tgname || ' ' || t.tgenabled::text
                from pg_catalog.pg_trigger t join pg_catalog.pg_class c on c.oid = t.tgrelid
                join own n on n.oid = c.relnamespace
                where not t.tgisinternal
            union all
            select 'type ' || n.nspname || '.' || t.typname || ' ' || t.typtype::text
                from pg_catalog.pg_type t join own n on n.oid = t.typnamespace
                where t.typtype in ('d', 'e', 'r')
            union all
            select 'label ' || n.nspname || '.' || t.typname || '.' || e.enumlabel || ' ' || e.enumsortorder
                from pg_catalog.pg_enum e join pg_catalog.pg_type t on t.oid = e.enumtypid
                join own n on n.oid = t.typnamespace
            union all
            select 'policy ' || n.nspname || '.' || c.relname || '.' || p.polname
                from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid
                join own n on n.oid = c.relnamespace
            """;

    // Rights that were given and are the usual ones are written as none by a dump; what an extension brings belongs to
    // whoever makes the extension.
    private static final String OWNER_LINES = """
            select 'relation ' || n.nspname || '.' || c.relname || ' ' || pg_catalog.pg_get_userbyid(c.relowner) || ' '
                   || coalesce((select pg_catalog.string_agg(a::text, ' ' order by a::text)
                                from pg_catalog.unnest(coalesce(c.relacl, pg_catalog.acldefault(
                                    case c.relkind when 'S' then 's'::"char" else 'r'::"char" end, c.relowner))) a), '')
                from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                  and not exists (select from pg_catalog.pg_depend d where d.objid = c.oid and d.deptype = 'e'
                                  and d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass)
            union all
            select 'schema ' || n.nspname || ' ' || pg_catalog.pg_get_userbyid(n.nspowner)
                from pg_catalog.pg_namespace n
                where n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and n.nspname <> 'public'
            union all
            select 'function ' || n.nspname || '.' || p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid)
                   || ') ' || pg_catalog.pg_get_userbyid(p.proowner)
                from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                where n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
                  and not exists (select from pg_catalog.pg_depend d where d.objid = p.oid and d.deptype = 'e'
                                  and d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass)
            """;

    private static final String SETTING_LINES = """
            select 'set ' || coalesce(r.rolname, '') || ' ' || setting
                from pg_catalog.pg_db_role_setting s left join pg_catalog.pg_roles r on r.oid = s.setrole,
                     pg_catalog.unnest(s.setconfig) setting
                where s.setdatabase = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
            union all
            select 'database ' || pg_catalog.pg_encoding_to_char(encoding) || ' ' || datcollate || ' ' || datctype || ' '
                   || pg_catalog.pg_get_userbyid(datdba) || ' ' || datconnlimit || ' '
                   || coalesce((select pg_catalog.string_agg(a::text, ' ' order by a::text)
                                from pg_catalog.unnest(coalesce(datacl, pg_catalog.acldefault('d', datdba))) a), '')
                from pg_catalog.pg_database where datname = pg_catalog.current_database()
            """;

    private static final String EXTENSION_LINES = "select extname || ' ' || extversion from pg_catalog.pg_extension";

    private static final String ROLE_LINES = """
            select rolname || ' ' || rolsuper || rolinherit || rolcreaterole || rolcreatedb || rolcanlogin || rolreplication
                   || rolbypassrls || ' ' || rolconnlimit || ' ' || coalesce(rolvaliduntil::text, '') || ' '
                   || coalesce(rolconfig::text, '')
                from pg_catalog.pg_roles where rolname !~ '^pg_' and rolname <> '%1$s'
            union all
            select g.rolname || ' holds ' || m.rolname || ' ' || a.admin_option
                from pg_catalog.pg_auth_members a join pg_catalog.pg_roles g on g.oid = a.roleid
                join pg_catalog.pg_roles m on m.oid = a.member
                where m.rolname !~ '^pg_'
            """.formatted(ScratchServer.OWNER);

    private static final String LARGE_OBJECTS = """
            select oid || ' ' || pg_catalog.encode(pg_catalog.sha256(pg_catalog.lo_get(oid)), 'hex')
                from pg_catalog.pg_largeobject_metadata
            """;

    private final Compare compare;

    PostgresContents(Compare compare) {
        this.compare = compare;
    }

    /** Ends the transaction of the connection. */
    List<ContentPart> of(Connection database) throws SQLException {
        List<ContentPart> parts = new ArrayList<>();
        parts.add(lines(database, SCHEMA, SCHEMA_LINES));
        parts.add(lines(database, OWNERS, OWNER_LINES));
        parts.add(lines(database, "(extensions)", EXTENSION_LINES));
        parts.add(sequences(database));
        if (compare.allContent()) {
            parts.add(lines(database, LARGE_OBJECT, LARGE_OBJECTS));
        }
        parts.add(lines(database, SETTINGS, SETTING_LINES));
        parts.add(lines(database, ROLES, ROLE_LINES));
        parts.addAll(new TableDigests(compare).of(database));
        return parts;
    }

    /** The part under a name that tells it from those of the other databases of its server. */
    static ContentPart inCluster(String database, ContentPart part) {
        String name = part.name().equals(ROLES)
                ? ROLES
                : part.holdsData() ? database + "/" + part.name() : part.name() + " of " + database;
        return new ContentPart(name, part.count(), part.digest());
    }

    static Digest all(List<ContentPart> parts) {
        Digest schema = parts.stream()
                .filter(part -> part.name().equals(SCHEMA))
                .findFirst()
                .flatMap(ContentPart::digest)
                .orElseThrow();
        return ContentDigests.all(schema, parts);
    }

    /** With their schemas, quoted where they have to be. */
    static List<String> sequenceNames(Connection database) throws SQLException {
        return texts(database, """
                select pg_catalog.quote_ident(schemaname) || '.' || pg_catalog.quote_ident(sequencename)
                from pg_catalog.pg_sequences order by 1
                """);
    }

    private static ContentPart sequences(Connection database) throws SQLException {
        List<String> names = sequenceNames(database);
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            lines.addAll(texts(database, "select ?::text || ' ' || last_value || ' ' || is_called from " + name, name));
        }
        return part(SEQUENCES, lines);
    }

    private static ContentPart lines(Connection database, String name, String sql) throws SQLException {
        return part(name, texts(database, sql));
    }

    private static ContentPart part(String name, List<String> lines) {
        String text = String.join("\n", lines.stream().sorted().toList());
        return new ContentPart(name, lines.size(), Optional.of(Digest.of(text)));
    }

    /** @param parameters one for each question mark */
    static List<String> texts(Connection database, String sql, String... parameters) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setString(index + 1, parameters[index]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    static String text(Connection database, String sql, String... parameters) throws SQLException {
        return texts(database, sql, parameters).get(0);
    }
}
