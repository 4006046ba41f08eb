package org.liftlock.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liftlock.naming.TargetId;
import org.liftlock.verification.Checks;

class MachineReaderTest {

    private static final TargetId PG1 = TargetId.parse("pg1.example.com");

    private final Checks checks = new Checks();
    private final MachineReader reader = new MachineReader(checks.launchers, checks.evidence);

    @Test
    void onlyInstalledPackagesAreListed() {
        Scan found = scan(
                "packages", "ii  openssl 3.0.15-1~deb12u1\nrc  nginx 1.22.1-9\nhi  libc6:amd64 2.36-9\niU  half 1\n");

        assertThat(found.lines(Category.PACKAGES)).containsExactly("libc6:amd64 2.36-9", "openssl 3.0.15-1~deb12u1");
    }

    @Test
    void servicesAreThoseSomebodyDecidedAbout() {
        Scan found = scan("services", """
                Id=nginx.service
                ActiveState=active
                UnitFileState=enabled

                ActiveState=inactive
                UnitFileState=static
                Id=apt-daily.service

                Id=exim4.service
                UnitFileState=disabled
                ActiveState=inactive
                """);

        assertThat(found.lines(Category.SERVICES))
                .containsExactly("exim4.service disabled, not active", "nginx.service enabled, active");
    }

    @Test
    void thePortsSomebodyListensOnAreToldWithTheUserButNotThoseGivenOutAtRandom() {
        Scan found = reader.scan(PG1, LookAround.of(Map.of("users", "root:0\npostgres:105\n", "sockets", """
                          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                           0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   105        0 1
                           1: 00000000:A001 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2
                          sl  local_address                         remote_address                        st
                           0: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3
                        """)));

        assertThat(found.lines(Category.PORTS)).containsExactly("127.0.0.1:5432 postgres", "[0:0:0:0:0:0:0:0]:22 root");
    }

    @Test
    void whoIsConnectedToAPortHereDependsOnItAndWhomThisOneCallsIsNeeded() {
        Scan found = reader.scan(PG1, LookAround.of(Map.of("ssh", "10.0.0.9 50000 10.0.0.5 22\n", "sockets", """
                           0: 00000000:1538 00000000:0000 0A 0:0 0:0 0 105 0 1
                           1: 00000000:0016 00000000:0000 0A 0:0 0:0 0 0 0 2
                           2: 0500000A:1538 0700000A:C350 01 0:0 0:0 0 105 0 3
                           3: 0500000A:1538 0700000A:C351 01 0:0 0:0 0 105 0 4
                           4: 0500000A:0016 0900000A:C350 01 0:0 0:0 0 0 0 5
                           5: 0500000A:D431 0800000A:01BB 01 0:0 0:0 0 0 0 6
                           6: 0100007F:1538 0100007F:D432 01 0:0 0:0 0 105 0 7
                        """)));

        assertThat(found.of(Category.DEPENDANT))
                .extracting(InventoryReading::name, InventoryReading::reading)
                .containsExactly(tuple("10.0.0.7", "5432"));
        assertThat(found.of(Category.NEEDED))
                .extracting(InventoryReading::name, InventoryReading::reading)
                .containsExactly(tuple("10.0.0.8", "443"));
    }

    @Test
    void theLastDayOfACertificateCanBeToldFromItsReading() {
        assertThat(Certificates.lastDay("CN=orders.example.com, until 2027-01-03"))
                .contains(LocalDate.of(2027, 1, 3));
    }

    @Test
    void oneLookAtThisMachineFindsItsPackagesAndPorts() {
        Scan found = reader.read(PG1, List.of());

        assertThat(found.of(Category.SYSTEM)).extracting(InventoryReading::name).contains("kernel", "operating system");
        assertThat(found.of(Category.ROOM)).hasSize(1);
        assertThat(found.lists()).containsKey(Category.PORTS);
    }

    private Scan scan(String part, String printed) {
        return reader.scan(PG1, LookAround.of(Map.of(part, printed)));
    }
}
