// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cisterna.console.Desk.location;
import static org.cisterna.console.Desk.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cisterna.audit.Actor;
import org.cisterna.canonical.Json;
import org.cisterna.console.Desk;
import org.cisterna.console.Fake;
import org.cisterna.console.Samples;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.more.MorePages;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Conduct;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.MriConduct;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.PumpEvent;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.StopResult;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.Visit;
import org.cisterna.therapy.fleet.Fleet;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PumpPagesTest {

    private static final String HERE = "/pumps/Acme/S-0042";

    private final List<StopRequest> stops = new ArrayList<>();
    private Snapshot snapshot = Samples.snapshot(MotorState.RUNNING);
    private Optional<PumpStatus.StandingUnknown> unknown = Optional.empty();
    private List<Visit> visits = List.of();
    private MriConduct scanner = MriConduct.UNKNOWN;
    private List<BreakGlass> owed = List.of();

    private final Desk desk = new Desk(each -> List.of(
                    new PumpPages(each.services, each.clock, new MorePages(each.services)),
                    new OwedPages(each.services),
                    new VisitPages(each.services),
                    new StopPages(each.services)))
            .as(Role.PROGRAMMER);

    private void everythingIsThere(Map<String, Function<@Nullable Object[], ?>> more) {
        Map<String, Function<@Nullable Object[], ?>> therapy = new java.util.HashMap<>(Map.of(
                "implant", any -> Answer.done(Samples.implant()),
                "visits", any -> Answer.done(visits),
                "openReviews", any -> Answer.done(owed),
                "events",
                        any -> Answer.done(List.of(new PumpEvent(
                                7,
                                "pump.snapshot",
                                1,
                                Samples.READ,
                                Samples.READ,
                                new Actor("theo", Samples.HOSTILE, "technician", "session s-1"),
                                Optional.empty(),
                                Optional.of(Json.object()
                                        .put("reason", Samples.HOSTILE)
                                        .build()))))));
        therapy.putAll(more);
        desk.services.add(Therapy.class, Fake.of(Therapy.class, therapy));
        desk.services.add(PumpHost.class, host(Optional.empty()));
        desk.services.add(
                Fleet.class,
                Fake.of(Fleet.class, Map.of("row", any -> Answer.done(Samples.row(Samples.PUMP, snapshot)))));
    }

    private PumpHost host(Optional<String> behind) {
        return Fake.of(
                PumpHost.class,
                Map.of(
                        "behind",
                        any -> behind,
                        "pump",
                        any -> Optional.of(known()),
                        "drivers",
                        any -> List.of(driver())));
    }

    private DriverStatus driver() {
        Conduct least = Conduct.leastPromised();
        Conduct declared = new Conduct(
                least.driverClass(), least.firmware(), scanner, least.faults(), least.bounds(), least.eventLog());
        return new DriverStatus(
                known().family(),
                DriverStatus.State.RUNNING,
                Samples.READ,
                "",
                Optional.of(new DriverDescriptor(
                        known().family(), "Acme", "1.4", "Acme", "drives Acme", true, Optional.empty(), declared)),
                1,
                0);
    }

    private PumpStatus known() {
        PumpStatus known = Samples.status(snapshot);
        return new PumpStatus(
                known.pump(),
                known.family(),
                known.address(),
                known.pairedSince(),
                known.simulated(),
                known.link(),
                known.linkReason(),
                known.reading(),
                unknown);
    }

    private static Visit visit() {
        return new Visit(
                "v-1",
                Samples.PUMP,
                "PT-004417882",
                Samples.READ,
                new Staff("theo", "Theo"),
                6,
                List.of(),
                Optional.empty());
    }

    @Test
    void thePageShowsWhatWasReadAndWhen() {
        everythingIsThere(Map.of());
        Document page = desk.page(desk.get(HERE));
        assertThat(page.select("h1").text()).isEqualTo("Pump S-0042");
        assertThat(page.select(".strip").text())
                .contains(
                        "Acme S-0042",
                        "PT-004417882",
                        "baclofen 2,000\u202fmcg/mL",
                        "Projected since 2026-02-10 08:00 UTC");
        assertThat(page.select(".key").text()).isEqualTo("280\u202fmcg/day");
        assertThat(page.select("svg.plot path.step")).hasSize(1);
        assertThat(page.select("#programme-words").text())
                .isEqualTo("Continuous: baclofen 280\u202fmcg in 24 h, evenly at 11.667\u202fmcg/h.");
        assertThat(page.select("#pump-live").attr("data-revision")).isEqualTo("812");
        assertThat(page.select("dt").eachText())
                .contains("Reservoir, projected", "Reservoir, calculated by the pump")
                .doesNotContain("Reservoir");
        assertThat(page.select("main").text())
                .contains("Catheter volume", "0.208\u202fmL", "0.348\u202fmL", "reaches the tip in 59\u202fh");
        assertThat(page.select("meter, progress, [style], img, input[type=number]"))
                .isEmpty();
        assertThat(page.html()).doesNotContain("<img");
        assertThat(page.select("main").text()).contains(Samples.HOSTILE);
    }

    @Test
    void aMeasuredReservoirStandsBesideTheCalculatedOneWithItsOwnTimeAndADifferenceIsSaid() {
        snapshot = Samples.sensed("8.4 mL", "8 mL");
        everythingIsThere(Map.of());
        Document page = desk.page(desk.get(HERE));
        assertThat(page.select("dt").eachText())
                .contains("Reservoir, measured", "Reservoir, calculated by the pump")
                .doesNotContain("Sensor and calculation differ by");
        assertThat(page.select("main").text())
                .contains(
                        "8.4\u202fmL", "8\u202fmL", "by the sensor in the pump, 2026-02-10 07:59:30 UTC by its clock");
        snapshot = Samples.sensed("8.4 mL", "9.5 mL");
        Document differs = desk.page(desk.get(HERE));
        assertThat(differs.select("dt").eachText()).contains("Sensor and calculation differ by");
        assertThat(differs.select("main").text())
                .contains("1.1\u202fmL", "more than the 1\u202fmL that the pump allows: one of them is wrong");
    }

    /** Families behave in opposite ways, so what is asked before a scan is what the driver of this family declares. */
    @Test
    void beforeAScanNobodyIsToldToStopAPumpWhoseFamilyDoesNotNeedIt() {
        everythingIsThere(Map.of());
        assertThat(desk.page(desk.get(HERE)).text()).contains("MR scan Not known", "Ask its maker before a scan.");

        scanner = new MriConduct(
                MriConduct.InField.STANDS_AND_RECOVERS,
                false,
                Optional.of(Duration.ofHours(24)),
                Duration.ofMinutes(20));
        String recovers = desk.page(desk.get(HERE)).text();
        assertThat(recovers)
                .contains(
                        "MR scan Leave it running, do not stop it",
                        "at the latest after 1\u202fday",
                        "no sooner than 20\u202fmin",
                        "two readings found the motor running",
                        "a stall with its recovery, or none")
                .doesNotContain("Set it to zero", "is emptied before");

        scanner = new MriConduct(MriConduct.InField.SHUTS_UNTIL_RESET, true, Optional.empty(), Duration.ZERO);
        assertThat(desk.page(desk.get(HERE)).text())
                .contains("MR scan Set it to zero before the scan", "Its reservoir is emptied before.")
                .doesNotContain("Leave it running");

        scanner = new MriConduct(MriConduct.InField.UNAFFECTED, false, Optional.empty(), Duration.ZERO);
        assertThat(desk.page(desk.get(HERE)).text())
                .contains("MR scan The field does nothing to this pump. Leave it running.");

        scanner = new MriConduct(MriConduct.InField.UNSAFE, false, Optional.empty(), Duration.ZERO);
        assertThat(desk.page(desk.get(HERE)).text()).contains("MR scan No scan");
    }

    @Test
    void everyNumberWithAUnitStandsInOneElement() {
        everythingIsThere(Map.of());
        for (String number : desk.page(desk.get(HERE)).select(".num:not(.none)").eachText()) {
            assertThat(number).matches("[0-9,.]+(\u202f\\S+)?").doesNotContainPattern("\\d\\.\\d*0\\b");
        }
    }

    @Test
    void aStandingPumpLeadsThePage() {
        snapshot = Samples.snapshot(MotorState.STALLED);
        everythingIsThere(Map.of());
        assertThat(desk.page(desk.get(HERE)).select(".lead").text())
                .contains("MOTOR STALLED", "2026-02-10 07:00 UTC", "WITHDRAWAL OF baclofen: HIGH");
    }

    @Test
    void aPumpThatMayStandStillSaysSinceWhenAndWhatThatDoesForItsDrug() {
        everythingIsThere(Map.of());
        assertThat(desk.page(desk.get(HERE)).select("main").text()).doesNotContain("WITHDRAWAL OF");
        unknown = Optional.of(new PumpStatus.StandingUnknown(
                new CommandId("00112233445566778899aabbccddeeff"),
                8,
                new Outcome.Unknown("the link broke", Samples.READ, Optional.of(Samples.READ)),
                new Revision(4)));
        assertThat(desk.page(desk.get(HERE)).select(".lead").text())
                .contains(
                        "or be stopped since 2026-02-10 08:00 UTC", "WITHDRAWAL OF baclofen: HIGH", "Expect the worst");
        unknown = Optional.of(new PumpStatus.StandingUnknown(
                new CommandId("00112233445566778899aabbccddeeff"),
                8,
                new Outcome.Unknown("the link broke", Samples.READ, Optional.empty()),
                new Revision(4)));
        assertThat(desk.page(desk.get(HERE)).select(".lead").text())
                .contains("OUTCOME UNKNOWN")
                .doesNotContain("WITHDRAWAL OF");
    }

    @Test
    void actsAreOfferedToThoseWhoMay() {
        everythingIsThere(Map.of());
        assertThat(desk.page(desk.get(HERE))
                        .select(".actions button, .actions a")
                        .eachText())
                .containsExactly("Open a visit", "Stop infusion");
        visits = List.of(visit());
        assertThat(desk.page(desk.get(HERE))
                        .select(".actions button, .actions a")
                        .eachText())
                .containsExactly("Read pump now", "Change programme", "Close the visit", "Stop infusion");
        assertThat(desk.as(Role.VIEWER).page(desk.get(HERE)).select(".actions button, .actions a"))
                .isEmpty();
    }

    @Test
    void whileNobodyKnowsWhatBecameOfACommandReadingIsOfferedAndNoChange() {
        everythingIsThere(Map.of());
        visits = List.of(visit());
        assertThat(desk.page(desk.get(HERE)).select(".hint").text()).doesNotContain("earlier command");
        unknown = Optional.of(new PumpStatus.StandingUnknown(
                new CommandId("00112233445566778899aabbccddeeff"),
                8,
                new Outcome.Unknown("the link broke", Samples.READ, Optional.empty()),
                new Revision(4)));
        var page = desk.page(desk.get(HERE));
        assertThat(page.select(".actions button, .actions a").eachText())
                .containsExactly("Read pump now", "Close the visit", "Stop infusion");
        assertThat(page.select(".hint").text())
                .contains("when it is known what became of the earlier command", "Read the pump now");
        assertThat(desk.as(Role.VIEWER).page(desk.get(HERE)).select(".hint").text())
                .doesNotContain("earlier command");
    }

    @Test
    void partsThatAreMissingAreNamedAndTheRestIsShown() {
        desk.services.add(PumpHost.class, host(Optional.empty()));
        Reply reply = desk.get(HERE);
        assertThat(status(reply)).isEqualTo(200);
        assertThat(desk.page(reply).select(".note").text()).contains("records", "therapy.workflow");
        assertThat(desk.page(reply).select(".key").text()).isEqualTo("280\u202fmcg/day");
    }

    @Test
    void aHostThatStillReadsTheLedgerIsNamedAndNotBelieved() {
        desk.services.add(PumpHost.class, host(Optional.of("the ledger is still being read: 7 of 9 entries")));
        desk.services.add(
                Fleet.class,
                Fake.of(Fleet.class, Map.of("row", any -> Answer.done(Samples.row(Samples.PUMP, snapshot)))));
        assertThat(desk.page(desk.get(HERE)).select(".note").text())
                .contains("The ledger is still being read: 7 of 9 entries");
    }

    @Test
    void aPumpThatNobodyKnowsIsNoPage() {
        assertThat(status(desk.get(HERE))).isEqualTo(503);
        assertThat(status(desk.get("/pumps/%20/x"))).isEqualTo(404);
    }

    @Test
    void readingNeedsAVisitAndARefusalIsShownOnThePage() {
        everythingIsThere(
                Map.of("read", any -> Answer.refused(Violation.of("DRIVER_STOPPED", "the driver is not there"))));
        Reply reply = desk.post(HERE + "/read");
        assertThat(status(reply)).isEqualTo(409);
        assertThat(desk.page(reply).select("#errors").text()).contains("No visit is open");
        visits = List.of(visit());
        assertThat(desk.page(desk.post(HERE + "/read")).select("#errors").text())
                .isEqualTo("There is a problem The driver is not there.");
    }

    @Test
    void stoppingTakesTwoStepsAReasonAndNamesWhatItDoes() {
        everythingIsThere(Map.of("stop", arguments -> {
            stops.add((StopRequest) java.util.Objects.requireNonNull(arguments[1]));
            return Answer.done(new StopResult(
                    new CommandResult(
                            Samples.PUMP,
                            new CommandId("00112233445566778899aabbccddeeff"),
                            new Outcome.Applied(Outcome.Evidence.READ_BACK, new Revision(4)),
                            Optional.of(9L),
                            Samples.READ,
                            Optional.empty(),
                            List.of("written down nowhere")),
                    List.of(new StopResult.Profile("baclofen", "baclofen", Optional.empty())),
                    Optional.of(Samples.READ),
                    Optional.of(9L),
                    List.of()));
        }));
        Document why = desk.page(desk.get(HERE + "/stop"));
        assertThat(why.select("main").text()).contains("Expect the worst of withdrawal");
        Reply noReason = desk.post(HERE + "/stop/check", "reason", " x ");
        assertThat(status(noReason)).isEqualTo(422);
        assertThat(desk.page(noReason).select("#e-reason").text())
                .isEqualTo("Give the reason in words, 3 to 200 characters.");
        assertThat(desk.page(noReason).select("#errors a").text())
                .isEqualTo("Give the reason in words, 3 to 200 characters.");
        assertThat(desk.page(noReason).select("#f-reason").val()).isEqualTo(" x ");
        Document sure = desk.page(desk.post(HERE + "/stop/check", "reason", Samples.HOSTILE));
        assertThat(sure.select("button").eachText()).contains("Stop infusion");
        assertThat(sure.select("[autofocus]").text()).isEqualTo("Do not stop");
        assertThat(sure.select("input[name=reason]").val()).isEqualTo(Samples.HOSTILE);
        assertThat(stops).isEmpty();
        Reply done = desk.post(HERE + "/stop", "reason", "drowsy");
        assertThat(stops).containsExactly(new StopRequest("drowsy", Optional.empty()));
        Document stopped = desk.page(desk.get(location(done)));
        assertThat(stopped.select("h1").text()).isEqualTo("Stopped");
        assertThat(stopped.select("main").text()).contains("written down nowhere", "since 2026-02-10 08:00 UTC");
    }

    @Test
    void aLockedScreenStopsWithoutThePasswordAndNamesWhoOrdersIt() {
        List<Identified> asking = new ArrayList<>();
        everythingIsThere(Map.of("stop", arguments -> {
            stops.add((StopRequest) java.util.Objects.requireNonNull(arguments[1]));
            asking.add((Identified) java.util.Objects.requireNonNull(arguments[2]));
            return Answer.refused(Violation.of("DRIVER_STOPPED", "the driver is not there"));
        }));
        desk.as(Role.PROGRAMMER).locked();
        Document why = desk.page(desk.get(HERE + "/stop"));
        assertThat(why.select("main").text()).contains("The screen is locked");
        assertThat(why.select("#f-orderedBy")).hasSize(1);
        assertThat(why.select(".strip-patient").text()).contains("screen is locked");
        Reply nobody = desk.post(HERE + "/stop", "reason", "drowsy");
        assertThat(status(nobody)).isEqualTo(422);
        assertThat(desk.page(nobody).select("#e-orderedBy").text()).startsWith("Name who orders it");
        assertThat(stops).isEmpty();
        Document sure = desk.page(desk.post(HERE + "/stop/check", "reason", "drowsy", "orderedBy", "Clara"));
        assertThat(sure.select("main dd").eachText()).containsExactly("drowsy", "Clara");
        desk.post(HERE + "/stop", "reason", "drowsy", "orderedBy", "Clara");
        assertThat(stops).containsExactly(new StopRequest("drowsy", Optional.of("Clara")));
        assertThat(asking.get(0).actor(Act.STOP).via()).isEqualTo("locked session s-1");
        assertThat(status(desk.as(Role.VIEWER).locked().get(HERE + "/stop"))).isEqualTo(403);
    }

    @Test
    void nothingOfAPumpButItsStopIsAnsweredOnALockedScreen() {
        everythingIsThere(Map.of());
        desk.as(Role.PROGRAMMER).locked();
        int asked = 0;
        for (Route route : desk.routes()) {
            if (route.access().whileLocked()) {
                assertThat(route.pattern()).startsWith("/pumps/{manufacturer}/{serial}/stop");
                asked++;
            }
        }
        assertThat(asked).isEqualTo(4);
        assertThat(location(desk.get(HERE))).startsWith("/unlock");
        assertThat(status(desk.post(HERE + "/visit", "reason", "x"))).isEqualTo(403);
    }

    @Test
    void aTechnicianNamesWhoOrderedIt() {
        everythingIsThere(Map.of());
        desk.as(Role.TECHNICIAN);
        Reply reply = desk.post(HERE + "/stop/check", "reason", "drowsy");
        assertThat(desk.page(reply).select("#e-orderedBy").text()).startsWith("Name who ordered it");
        assertThat(status(desk.as(Role.VIEWER).get(HERE + "/stop"))).isEqualTo(403);
    }

    @Test
    void closingNeedsAnEnding() {
        visits = List.of(visit());
        everythingIsThere(Map.of());
        desk.services.add(
                org.cisterna.therapy.People.class,
                Fake.of(org.cisterna.therapy.People.class, Map.of("people", any -> List.of())));
        Reply reply = desk.post(HERE + "/visit");
        assertThat(status(reply)).isEqualTo(422);
        assertThat(desk.page(reply).select("#errors a").attr("href")).isEqualTo("#f-ending");
    }

    private static BreakGlass owed(PumpId pump, boolean overdue) {
        return new BreakGlass(
                "c-1",
                "v-1",
                pump,
                "PT-004417882",
                new Staff("clara", "Clara Clinician"),
                Samples.HOSTILE,
                List.of(),
                Samples.READ,
                Samples.READ.plus(BreakGlass.TIME),
                overdue,
                DoseChange.State.APPLIED,
                Optional.empty());
    }

    @Test
    void whatWaitsForAReviewStandsOnThePageOfItsPumpAndInTheList() {
        everythingIsThere(Map.of());
        owed = List.of(owed(Samples.PUMP, true), owed(new PumpId("Acme", "S-0099"), false));
        desk.as(Role.VIEWER);
        Document page = desk.page(desk.get(HERE));
        assertThat(page.select("#pump-live section.note li").eachText())
                .singleElement()
                .asString()
                .contains("REVIEW OVERDUE", "since 2026-02-11 08:00 UTC", "Clara Clinician");
        assertThat(page.select("#pump-live section.note a").attr("href"))
                .isEqualTo("/pumps/Acme/S-0042/programme/c-1/second-look");
        Document all = desk.page(desk.get("/reviews"));
        assertThat(all.select("tbody tr")).hasSize(2);
        assertThat(all.select("tbody tr").get(1).text()).contains("REVIEW DUE", "by 2026-02-11 08:00 UTC");
        assertThat(all.select("script:not([src]), tbody b:not(.id)")).isEmpty();
        owed = List.of();
        assertThat(desk.page(desk.get("/reviews")).select(".empty").text()).contains("Nothing waits");
        assertThat(desk.page(desk.get(HERE)).select("#pump-live section.note")).isEmpty();
    }

    @Test
    void withoutTheActsTheListSaysThatItDoesNotKnow() {
        desk.as(Role.VIEWER);
        assertThat(desk.page(desk.get("/reviews")).select("main").text())
                .contains("cannot be shown now")
                .doesNotContain("Nothing waits");
    }
}
