// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cisterna.console.Desk.location;
import static org.cisterna.console.Desk.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.console.Desk;
import org.cisterna.console.Fake;
import org.cisterna.console.Samples;
import org.cisterna.console.frame.Reply;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverAdmissions;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.DriverJar;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.DriverTrouble;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Role;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class DriverPagesTest {

    private static final Digest DIGEST = Digest.parse("sha256:" + "ab".repeat(32));

    private final List<Object> admitted = new ArrayList<>();
    private final Desk desk = new Desk(each -> List.of(new DriverPages(each.services))).as(Role.INTEGRATOR);

    private void everythingIsThere() {
        desk.services.add(
                PumpHost.class,
                Fake.of(
                        PumpHost.class,
                        Map.of(
                                "drivers",
                                any -> List.of(new DriverStatus(
                                        "synchromed",
                                        DriverStatus.State.STOPPED,
                                        Samples.READ,
                                        Samples.HOSTILE,
                                        Optional.of(new DriverDescriptor(
                                                "synchromed",
                                                Samples.HOSTILE,
                                                "1.4",
                                                Samples.HOSTILE,
                                                Samples.HOSTILE,
                                                true,
                                                Optional.empty())),
                                        3,
                                        1,
                                        List.of(new DriverTrouble(
                                                "Acme/A-1",
                                                "LINK_FAILED",
                                                "LINK_FAILED at 0.163 mL/day, sent 3 times " + Samples.HOSTILE,
                                                Samples.READ,
                                                1_234)))))));
        desk.services.add(
                DriverAdmissions.class,
                Fake.of(
                        DriverAdmissions.class,
                        Map.of(
                                "jars",
                                any -> List.of(
                                        jar("a.jar", DriverJar.State.FOUND, ""),
                                        jar("b.jar", DriverJar.State.REFUSED, "no bundle: " + Samples.HOSTILE)),
                                "admit",
                                arguments -> {
                                    admitted.add(String.valueOf(arguments[0]));
                                    return admitted.size() > 1
                                            ? Answer.refused(Violation.of("LEDGER_UNAVAILABLE", "it cannot be entered"))
                                            : Answer.done(jar("a.jar", DriverJar.State.RUNNING, ""));
                                })));
    }

    private static DriverJar jar(String file, DriverJar.State state, String reason) {
        return new DriverJar(
                file,
                Optional.of(DIGEST),
                Optional.of(Samples.HOSTILE),
                Optional.of("1"),
                state,
                Samples.READ,
                reason,
                Optional.empty());
    }

    @Test
    void whatIsThereAndWhyOneIsNotUsedIsSaid() {
        everythingIsThere();
        Document page = desk.page(desk.get("/drivers"));
        assertThat(page.select("[data-live=drivers] .summary").text())
                .isEqualTo("Drivers: 1 · files in the drivers folder: 2 · waiting to be admitted: 1");
        assertThat(page.select(".tag").eachText()).containsExactly("STOPPED", "FOUND", "REFUSED");
        assertThat(page.text()).contains(Samples.HOSTILE, "Calls that never came back: 1", DIGEST.text());
        assertThat(page.select("li").eachText())
                .as("what its pumps did not do as they must")
                .anyMatch(line -> line.contains("Acme/A-1: Link failed at") && line.contains("How often: 1,234."));
        assertThat(page.select("li").outerHtml())
                .as("numbers and units stay together")
                .contains("0.163\u202fmL/day, sent 3\u202ftimes");
        assertThat(page.select("img")).isEmpty();
    }

    @Test
    void onlyAnIntegratorAdmitsAndOnlyByDigest() {
        everythingIsThere();
        assertThat(desk.page(desk.get("/drivers")).select("form[action=/drivers/admit]"))
                .hasSize(1);
        assertThat(location(desk.post("/drivers/admit", "digest", DIGEST.text())))
                .isEqualTo("/drivers");
        Reply refused = desk.post("/drivers/admit", "digest", DIGEST.text());
        assertThat(status(refused)).isEqualTo(409);
        assertThat(desk.page(refused).select("#errors").text()).contains("It cannot be entered.");
        assertThat(status(desk.post("/drivers/admit", "digest", Samples.HOSTILE)))
                .isEqualTo(422);
        assertThat(admitted).hasSize(2);
        desk.as(Role.TECHNICIAN);
        assertThat(desk.page(desk.get("/drivers")).select("form[action=/drivers/admit]"))
                .isEmpty();
        assertThat(status(desk.post("/drivers/admit", "digest", DIGEST.text()))).isEqualTo(403);
        assertThat(admitted).hasSize(2);
    }

    @Test
    void whatIsMissingIsNamedAndThePageStays() {
        Reply reply = desk.get("/drivers");
        assertThat(status(reply)).isEqualTo(200);
        assertThat(desk.page(reply).select(".note").text()).contains("pump.host", "provision");
    }
}
