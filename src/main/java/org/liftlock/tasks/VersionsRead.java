package org.liftlock.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftlock.lifecycle.UnitOfChange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The versions that were read back of targets, each beside the one from before the change. */
@Component
class VersionsRead {

    private final JdbcClient jdbc;

    VersionsRead(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Read(String target, String moment, boolean version, String name, String reading, Instant at) {

        static Read of(ResultSet found, int row) throws SQLException {
            return new Read(
                    found.getString("target"),
                    found.getString("moment"),
                    found.getString("category").equals("VERSION"),
                    found.getString("name"),
                    found.getString("reading"),
                    found.getObject("taken_at", OffsetDateTime.class).toInstant());
        }

        boolean before() {
            return moment.equals("BEFORE");
        }
    }

    /** What was read last of each target of the unit, the system's own version first; by target. */
    Map<String, List<VersionRead>> of(UnitOfChange unit) {
        return readings(unit).stream()
                .collect(Collectors.groupingBy(
                        Read::target, Collectors.collectingAndThen(Collectors.toList(), VersionsRead::last)));
    }

    private static List<VersionRead> last(List<Read> ofTarget) {
        String moment = ofTarget.stream()
                .max(Comparator.comparing(Read::at).thenComparing(read -> !read.before()))
                .map(Read::moment)
                .orElseThrow();
        return ofTarget.stream()
                .filter(read -> read.moment().equals(moment))
                .map(read -> new VersionRead(
                        read.name(), read.version(), read.reading(), before(read.name(), ofTarget), read.at()))
                .toList();
    }

    private static Optional<String> before(String name, List<Read> readings) {
        return readings.stream()
                .filter(read -> read.before() && read.version() && read.name().equals(name))
                .map(Read::reading)
                .findFirst();
    }

    /** The configuration of a target may be unreadable too; that is no version. */
    private List<Read> readings(UnitOfChange unit) {
        return jdbc.sql("""
                        select target, moment, category, name, reading, taken_at from inventory_reading
                        where upgrade_key = :upgrade and environment = :environment and target in (:targets)
                            and moment in ('BEFORE', 'IN_DOUBT', 'AFTER', 'BACK')
                            and (category = 'VERSION' or category = 'UNREADABLE' and name like 'version of %')
                        order by reading_id
                        """)
                .param("upgrade", unit.upgradeKey())
                .param("environment", unit.environment())
                .param("targets", unit.targets().stream().map(Object::toString).toList())
                .query(Read::of)
                .list();
    }
}
