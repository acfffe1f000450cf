// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cisterna.console.Desk.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.SearchEntry;
import org.cisterna.audit.ViewState;
import org.cisterna.console.Desk;
import org.cisterna.console.Fake;
import org.cisterna.console.Samples;
import org.cisterna.console.frame.Reply;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.fleet.Fleet;
import org.cisterna.therapy.fleet.FleetFilter;
import org.cisterna.therapy.fleet.FleetPage;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.therapy.fleet.FleetSort;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class FleetPagesTest {

    private static final int MOST_BYTES = 40 * 1024;

    private final AtomicReference<FleetQuery> asked = new AtomicReference<>(FleetQuery.first());
    private final List<FleetRow> rows = new ArrayList<>();
    private final Desk desk = new Desk(each -> List.of(new FleetPages(each.services))).as(Role.VIEWER);

    private void fleetIsThere() {
        desk.services.add(Fleet.class, Fake.of(Fleet.class, Map.of("page", arguments -> {
            FleetQuery query = (FleetQuery) java.util.Objects.requireNonNull(arguments[0]);
            asked.set(query);
            return query.text().length() > 20
                    ? Answer.refused(
                            Violation.of("BAD_VALUE", "text", query.text(), "the text is too long; shorten it"))
                    : Answer.done(new FleetPage(
                            query,
                            rows,
                            120,
                            Map.of(FleetFilter.ALL, 120L, FleetFilter.OVERDUE, 3L, FleetFilter.AWAITING_REVIEW, 2L),
                            new ViewState(9, 0, ""),
                            Samples.READ,
                            Samples.READ.plusSeconds(86_400)));
        })));
    }

    @Test
    void aRowSaysEverythingFromOneRevision() {
        fleetIsThere();
        rows.add(Samples.row(
                Samples.PUMP, Samples.snapshot(MotorState.RUNNING, new Alarm("LOW_RESERVOIR", false, Samples.READ))));
        Document page = desk.page(desk.get("/fleet"));
        Element row = page.select("tr[data-row]").get(0);
        assertThat(row.attr("data-row")).isEqualTo("Acme/S-0042");
        assertThat(row.attr("data-revision")).isEqualTo("812");
        assertThat(row.select(".al.medium").text()).isEqualTo("!! Medium: Reservoir low: 8.4\u202fmL, below 2\u202fmL");
        assertThat(row.select(".num").eachText()).containsExactly("280\u202fmcg/day", "8.26\u202fmL", "59\u202fdays");
        assertThat(row.select("td").get(1).text()).startsWith("PROJECTED since 2026-02-10 08:00 UTC");
        assertThat(row.text()).contains("read: 8.4\u202fmL, calculated").contains("PT-004417882");
        assertThat(page.select(".summary").text()).isEqualTo("120 pumps · 3 overdue · 2 waiting for review");
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("[style], script:not([src]), [onclick], img")).isEmpty();
        assertThat(page.select("table caption, thead th[scope=col]")).hasSize(9);
    }

    @Test
    void searchFilterOrderAndPageStandInTheAddress() {
        fleetIsThere();
        rows.add(Samples.row(Samples.PUMP, Samples.snapshot(MotorState.RUNNING)));
        Document page = desk.page(desk.get("/fleet?q=bac&show=overdue&sort=reservoir&order=descending&page=2"));
        assertThat(asked.get()).isEqualTo(new FleetQuery("bac", FleetFilter.OVERDUE, FleetSort.RESERVOIR, true, 2, 50));
        assertThat(page.select("#f-q").val()).isEqualTo("bac");
        assertThat(page.select("option[selected]").attr("value")).isEqualTo("overdue");
        assertThat(page.select("a[rel=prev]").attr("href"))
                .isEqualTo("/fleet?q=bac&show=overdue&sort=reservoir&order=descending");
        assertThat(page.select("a[rel=next]").attr("href")).endsWith("&page=3");
        assertThat(page.select("th[aria-sort=descending]").text()).startsWith("Reservoir");
        assertThat(page.select("input[name=sort]").val()).isEqualTo("reservoir");
    }

    @Test
    void whatTheAddressGetsWrongIsSaidAndTheFleetIsShownAllTheSame() {
        fleetIsThere();
        Reply reply = desk.get("/fleet?q=" + "x".repeat(30));
        assertThat(status(reply)).isEqualTo(422);
        Document page = desk.page(reply);
        assertThat(page.select("#errors h2").text()).isEqualTo("There is a problem");
        assertThat(page.select("#errors a").attr("href")).isEqualTo("#f-q");
        desk.get("/fleet?page=-1&sort=nonsense&show=nonsense&order=x");
        assertThat(asked.get()).isEqualTo(FleetQuery.first());
    }

    @Test
    void theFleetAsFilteredIsAFileThatIsEntered() {
        fleetIsThere();
        rows.add(Samples.row(
                new PumpId("Acme", "S-1"),
                Samples.snapshot(MotorState.RUNNING, new Alarm("LOW_RESERVOIR", false, Samples.READ))));
        assertThat(desk.page(desk.get("/fleet?q=bac&show=overdue&page=2"))
                        .select("a[download]")
                        .attr("href"))
                .isEqualTo("/fleet/export.csv?q=bac&show=overdue");
        assertThat(status(desk.get("/fleet/export.csv")))
                .as("without a ledger to enter it in there is none")
                .isEqualTo(503);

        MemoryLedger ledger = MemoryLedger.in(desk.time);
        desk.services.add(Ledger.class, ledger);
        Reply reply = desk.get("/fleet/export.csv?q=bac&show=overdue");
        assertThat(java.util.Objects.requireNonNull(asked.get()).text()).isEqualTo("bac");
        Reply.Download file = (Reply.Download) reply;
        assertThat(file.name()).isEqualTo("cisterna-fleet.csv");
        assertThat(file.mediaType()).isEqualTo("text/csv; charset=utf-8");
        List<String> lines =
                new String(file.bytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0)).isEqualTo("\ufeff\"Simulated pumps only. Not a medical device.\"");
        assertThat(lines.get(2)).contains("bac", "overdue");
        assertThat(lines).anyMatch(each -> each.startsWith("\"Manufacturer\",\"Serial\",\"Patient\""));
        String row = lines.get(lines.size() - 1);
        assertThat(row)
                .startsWith("\"Acme\",\"S-1\",\"PT-004417882\"")
                .contains("\"280 mcg/day\"", "\"8.4 mL\"", "\"2000 mcg/mL\"", "\"calculated\"", "\"low reservoir\"");
        SearchEntry entered =
                SearchEntry.fromJson(ledger.read(0, 1).get(0).entry().body());
        assertThat(entered.exported()).isTrue();
        assertThat(entered.what()).isEqualTo("fleet");
        assertThat(entered.query().string("q")).isEqualTo("bac");
        assertThat(ledger.read(0, 1).get(0).entry().actor().id()).isEqualTo("pat");
        assertThat(status(desk.as(Role.AUDITOR).get("/fleet/export.csv"))).isEqualTo(403);
    }

    @Test
    void withoutTheViewThePageSaysSo() {
        Reply reply = desk.get("/fleet");
        assertThat(status(reply)).isEqualTo(503);
        assertThat(desk.page(reply).select("main").text()).contains("records");
    }

    @Test
    void fiftyRowsStayWithinTheirWeight() {
        fleetIsThere();
        for (int i = 0; i < 50; i++) {
            rows.add(Samples.row(
                    new PumpId("Cisterna Simulations", "S2-" + (100_000 + i)),
                    Samples.snapshot(
                            MotorState.RUNNING,
                            i % 5 == 0 ? new Alarm[] {new Alarm("LOW_RESERVOIR", true, Samples.READ)} : new Alarm[0])));
        }
        assertThat(desk.html(desk.get("/fleet")).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void whatWaitsForAReviewStandsAboveTheRowsTheFirstOfManyAndAWayToAll() {
        fleetIsThere();
        List<BreakGlass> owed = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            owed.add(new BreakGlass(
                    "c-" + i,
                    "v-1",
                    Samples.PUMP,
                    "PT-004417882",
                    new Staff("clara", "Clara Clinician"),
                    "nobody else here",
                    List.of(),
                    Samples.READ.plusSeconds(i),
                    Samples.READ.plusSeconds(i).plus(BreakGlass.TIME),
                    i == 0,
                    DoseChange.State.APPLIED,
                    Optional.empty()));
        }
        desk.services.add(Therapy.class, Fake.of(Therapy.class, Map.of("openReviews", any -> Answer.done(owed))));
        Document page = desk.page(desk.get("/fleet"));
        assertThat(page.select("#fleet-live section.note li")).hasSize(5);
        assertThat(page.select("#fleet-live section.note li").get(0).text()).contains("REVIEW OVERDUE", "S-0042");
        assertThat(page.select("#fleet-live section.note a[href=/reviews]").text())
                .contains("7");
    }

    @Test
    void whatWaitsForAReviewIsMarkedInItsRowAndCanBeLookedForAlone() {
        fleetIsThere();
        rows.add(Samples.row(
                Samples.PUMP,
                Samples.snapshot(MotorState.RUNNING),
                List.of(new FleetRow.OwedReview("c-1", Samples.READ.plus(BreakGlass.TIME)))));
        Document page = desk.page(desk.get("/fleet?show=awaiting-review"));
        assertThat(java.util.Objects.requireNonNull(asked.get()).filter()).isEqualTo(FleetFilter.AWAITING_REVIEW);
        assertThat(page.select("option[selected]").text()).isEqualTo("Waiting for review (2)");
        assertThat(page.select(".summary").text()).endsWith("2 waiting for review");
        assertThat(page.select("tr[data-row] strong").eachText())
                .containsExactly("WAITING FOR REVIEW by 2026-02-11 08:00 UTC");
    }

    @Test
    void aPumpWithoutTelemetryStandsThereByHandWhoeverIsAwayAndInTheFileToo() {
        fleetIsThere();
        rows.add(Samples.byHand(new PumpId("Acme", "C3-1")));
        Document page = desk.page(desk.get("/fleet?show=by-hand"));
        assertThat(java.util.Objects.requireNonNull(asked.get()).filter()).isEqualTo(FleetFilter.BY_HAND);
        assertThat(page.select("option[selected]").text()).startsWith("By hand");
        String row = page.select("tr[data-row]").text();
        assertThat(row).contains("BY HAND", "no telemetry; what people said stands on its page", "has no battery");
        assertThat(row.toLowerCase(java.util.Locale.ROOT)).doesNotContain("never read", "not read");

        desk.services.add(Ledger.class, MemoryLedger.in(desk.time));
        Reply.Download file = (Reply.Download) desk.get("/fleet/export.csv");
        String line = new String(file.bytes(), StandardCharsets.UTF_8)
                .lines()
                .reduce((before, last) -> last)
                .orElseThrow();
        assertThat(line).startsWith("\"Acme\",\"C3-1\"").contains("BY HAND").doesNotContain("NEVER READ");
    }

    @Test
    void aRowShowsTwoDecimalsOfWhatIsLeft() {
        fleetIsThere();
        rows.add(Samples.row(
                Samples.PUMP,
                Samples.snapshot(
                        MotorState.STOPPED,
                        Samples.volume("1.99749 mL"),
                        new Alarm("LOW_RESERVOIR", false, Samples.READ))));
        Element row = desk.page(desk.get("/fleet")).select("tr[data-row]").get(0);
        assertThat(row.text()).contains("read: 1.99\u202fmL, calculated", "1.99\u202fmL, below 2\u202fmL");
    }
}
