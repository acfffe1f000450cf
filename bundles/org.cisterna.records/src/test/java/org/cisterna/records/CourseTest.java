// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.VisitEntry;
import org.cisterna.therapy.fleet.FleetFilter;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.therapy.fleet.FleetRow.Due;
import org.cisterna.therapy.fleet.FleetRow.State;
import org.cisterna.therapy.fleet.FleetRow.Urgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the entries about a pump come to, entry by entry, asked of the view after each. */
class CourseTest {

    private static final PumpId PUMP = new PumpId("Acme", "S-1");

    @TempDir
    private Path folder;

    private final VirtualTime time = VirtualTime.create(1);
    private final Clinic clinic = new Clinic(time);

    private interface Told {
        void tell(Shelf shelf) throws Exception;
    }

    private void told(Told story) throws Exception {
        time.run(() -> {
            try (Shelf shelf = Shelf.in(folder, clinic)) {
                story.tell(shelf);
            }
        });
    }

    @Test
    void aPumpIsListedFromItsPairingOnAndHoldsWhatWasEnteredAboutIt() throws Exception {
        told(shelf -> {
            assertThat(shelf.page(FleetQuery.first()).rows()).isEmpty();
            assertThat(shelf.records.row(PUMP, Clinic.viewer()).violations())
                    .extracting(each -> each.code())
                    .containsExactly("UNKNOWN_PUMP");

            clinic.driver("acme", "Acme driver 1.0");
            long paired = clinic.pair(PUMP);
            FleetRow row = shelf.row(PUMP);
            assertThat(row.family()).isEqualTo("acme");
            assertThat(row.model()).isEqualTo("M-1");
            assertThat(row.simulated()).isTrue();
            assertThat(row.patient()).isEmpty();
            assertThat(row.state()).isEqualTo(State.NEVER_READ);
            assertThat(row.revision()).isEqualTo(paired);

            clinic.enrol(PUMP, "P-0001", Clinic.BACLOFEN, Clinic.BACLOFEN);
            row = shelf.row(PUMP);
            assertThat(row.patient().orElseThrow().text()).isEqualTo("P-0001");
            assertThat(row.solution()).contains(Clinic.BACLOFEN);
            assertThat(row.contentDiffers()).isFalse();

            clinic.open(PUMP, "v-1");
            row = shelf.row(PUMP);
            assertThat(row.state()).isEqualTo(State.IN_VISIT);
            assertThat(row.visit().orElseThrow().by()).isEqualTo(new Staff("paula", "Paula Programmer"));

            Snapshot snapshot = clinic.snapshot(PUMP, Clinic.continuous(163_000), Clinic.BACLOFEN, 18_000_000);
            long read = clinic.read(snapshot);
            row = shelf.row(PUMP);
            assertThat(row.reading().orElseThrow().snapshot()).isEqualTo(snapshot);
            assertThat(row.reading().orElseThrow().entry()).isEqualTo(read);
            assertThat(row.driver()).isEqualTo("Acme driver 1.0");
            assertThat(row.dailyDose().orElseThrow().text()).isEqualTo("326 mcg/day");
            assertThat(row.projection().orElseThrow().volume()).isEqualTo(snapshot.reservoir());
            assertThat(row.standstill()).isEmpty();
            assertThat(row.revision()).isEqualTo(read);

            clinic.close(
                    PUMP,
                    new VisitEntry.VisitClosed(
                            "v-1", CloseRequest.Ending.RUNNING, read, Optional.empty(), Optional.empty()));
            assertThat(shelf.row(PUMP).state()).isEqualTo(State.PROJECTED);
        });
    }

    @Test
    void aPumpWithoutTelemetryIsByHandAndNeverCountsAsOneThatNobodyRead() throws Exception {
        told(shelf -> {
            PumpId byHand = new PumpId("Acme", "H-1");
            clinic.pair(PUMP);
            clinic.register(byHand);
            assertThat(shelf.row(byHand).byHand()).isTrue();
            assertThat(shelf.row(byHand).state()).isEqualTo(State.BY_HAND);
            clinic.enrol(byHand, "P-0002", Clinic.MORPHINE, Clinic.MORPHINE);
            FleetRow row = shelf.row(byHand);
            assertThat(row.state()).isEqualTo(State.BY_HAND);
            assertThat(row.solution()).contains(Clinic.MORPHINE);

            var never = shelf.page(FleetQuery.first().only(FleetFilter.NEVER_READ));
            assertThat(never.rows()).extracting(FleetRow::pump).containsExactly(PUMP);
            assertThat(never.count(FleetFilter.NEVER_READ)).isEqualTo(1);
            var hand = shelf.page(FleetQuery.first().only(FleetFilter.BY_HAND));
            assertThat(hand.rows()).extracting(FleetRow::pump).containsExactly(byHand);
            assertThat(hand.count(FleetFilter.BY_HAND)).isEqualTo(1);
            assertThat(shelf.row(PUMP).byHand()).isFalse();

            clinic.pair(byHand); // the label was entered for a pump that can be spoken to after all
            assertThat(shelf.row(byHand).state()).isEqualTo(State.NEVER_READ);
            assertThat(shelf.page(FleetQuery.first()).count(FleetFilter.BY_HAND))
                    .isZero();
            assertThat(shelf.page(FleetQuery.first()).count(FleetFilter.NEVER_READ))
                    .isEqualTo(2);
        });
    }

    @Test
    void whatOneReleasedAloneWaitsForItsReviewAndWhatTwoReleasedDoesNot() throws Exception {
        told(shelf -> {
            FleetQuery waiting = FleetQuery.first().only(FleetFilter.AWAITING_REVIEW);
            clinic.pair(PUMP);
            clinic.release(PUMP, "c-1", false);
            assertThat(shelf.row(PUMP).reviews()).isEmpty();
            assertThat(shelf.page(waiting).rows()).isEmpty();

            Instant released = clinic.house();
            clinic.release(PUMP, "c-2", true);
            time.advance(Duration.ofHours(1));
            clinic.release(PUMP, "c-2", true); // the same once more leaves the time as it was
            clinic.release(PUMP, "c-3", true);
            assertThat(shelf.row(PUMP).reviews())
                    .containsExactly(
                            new FleetRow.OwedReview("c-2", released.plus(Duration.ofHours(24))),
                            new FleetRow.OwedReview("c-3", released.plus(Duration.ofHours(25))));
            assertThat(shelf.page(waiting).rows()).extracting(FleetRow::pump).containsExactly(PUMP);
            assertThat(shelf.page(waiting).count(FleetFilter.AWAITING_REVIEW)).isEqualTo(1);

            clinic.review(PUMP, "c-2");
            assertThat(shelf.row(PUMP).reviews())
                    .extracting(each -> each.change())
                    .containsExactly("c-3");
            clinic.review(PUMP, "c-3");
            assertThat(shelf.row(PUMP).reviews()).isEmpty();
            assertThat(shelf.page(waiting).count(FleetFilter.AWAITING_REVIEW)).isZero();
        });
    }

    @Test
    void anUnknownOutcomeStandsUntilALaterOneOfTheSameCommandReplacesIt() throws Exception {
        told(shelf -> {
            clinic.pair(PUMP);
            clinic.read(clinic.snapshot(PUMP, Clinic.continuous(100_000), Clinic.BACLOFEN, 18_000_000));
            CommandId id = clinic.command();
            long intent = clinic.intend(
                    PUMP,
                    clinic.commitIntent(
                            id, PUMP, Clinic.continuous(100_000), Clinic.continuous(120_000), Clinic.BACLOFEN));
            FleetRow row = shelf.row(PUMP);
            assertThat(row.underWay().orElseThrow().intent()).isEqualTo(intent);
            assertThat(row.unknown()).isEmpty();

            Instant stands = time.pump().now();
            clinic.end(PUMP, id, Kind.COMMIT, new Outcome.Unknown("no answer", clinic.house(), Optional.of(stands)));
            row = shelf.row(PUMP);
            assertThat(row.underWay()).isEmpty();
            assertThat(row.unknown().orElseThrow().command()).isEqualTo(id);
            assertThat(row.unknown().orElseThrow().intent()).isEqualTo(intent);
            assertThat(row.unknown().orElseThrow().expected()).isEqualTo(new Revision(3));
            assertThat(row.urgency()).isEqualTo(Urgency.UNKNOWN_OUTCOME);
            assertThat(row.standstill().orElseThrow().proven()).isFalse();
            assertThat(row.standstill().orElseThrow().since()).isEqualTo(stands);
            assertThat(shelf.page(FleetQuery.first().only(FleetFilter.UNKNOWN)).total())
                    .isEqualTo(1);

            time.advance(Duration.ofMinutes(1));
            clinic.end(PUMP, id, Kind.COMMIT, new Outcome.Applied(Outcome.Evidence.READ_BACK, new Revision(4)));
            row = shelf.row(PUMP);
            assertThat(row.unknown()).isEmpty();
            assertThat(row.standstill()).isEmpty();
            assertThat(shelf.page(FleetQuery.first()).count(FleetFilter.UNKNOWN))
                    .isZero();
        });
    }

    @Test
    void aSupersededUnknownBlocksNothing() throws Exception {
        told(shelf -> {
            clinic.pair(PUMP);
            CommandId id = clinic.command();
            clinic.intend(PUMP, clinic.stopIntent(id));
            Ended ended = new Ended(
                    id,
                    Kind.STOP,
                    new Outcome.Unknown("no answer", clinic.house(), Optional.empty()),
                    Optional.empty(),
                    Optional.of(clinic.command()),
                    List.of());
            clinic.enter(Ended.TYPE, Ended.VERSION, Clinic.PAULA, Optional.of(PUMP), Optional.empty(), ended.toJson());
            assertThat(shelf.row(PUMP).unknown()).isEmpty();
        });
    }

    @Test
    void whatWaitedInTheJournalCountsFromWhenItWasDue() throws Exception {
        told(shelf -> {
            clinic.pair(PUMP);
            clinic.read(clinic.snapshot(PUMP, Clinic.continuous(100_000), Clinic.BACLOFEN, 18_000_000));
            time.advance(Duration.ofMinutes(5));
            Instant house = clinic.house();
            Instant pump = time.pump().now();
            CommandId id = clinic.command();
            Ended applied = new Ended(
                    id,
                    Kind.STOP,
                    new Outcome.Applied(Outcome.Evidence.READ_BACK, new Revision(4)),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
            time.advance(Duration.ofHours(2));
            clinic.late(PUMP, Intent.TYPE, clinic.stopIntent(id).toJson(), house, pump);
            clinic.late(PUMP, Ended.TYPE, applied.toJson(), house.plusSeconds(1), pump.plusSeconds(1));

            FleetRow row = shelf.row(PUMP);
            assertThat(row.standstill().orElseThrow().proven()).isTrue();
            assertThat(row.standstill().orElseThrow().motor()).isEqualTo(MotorState.STOPPED);
            assertThat(row.standstill().orElseThrow().since()).isEqualTo(pump);

            // a late end that was due before what is known of the command undoes nothing
            Ended unknown = new Ended(
                    id,
                    Kind.STOP,
                    new Outcome.Unknown("no answer", house, Optional.empty()),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
            clinic.late(PUMP, Ended.TYPE, unknown.toJson(), house, pump);
            assertThat(shelf.row(PUMP).unknown()).isEmpty();

            // the next reading says how it is
            clinic.read(clinic.snapshot(PUMP, Clinic.continuous(100_000), Clinic.BACLOFEN, 17_000_000));
            assertThat(shelf.row(PUMP).standstill()).isEmpty();
        });
    }

    @Test
    void aPumpLeftStoppedByOrderIsOverdueAfterTheDayOfItsRestart() throws Exception {
        told(shelf -> {
            clinic.pair(PUMP);
            clinic.open(PUMP, "v-1");
            long read = clinic.read(clinic.snapshot(
                    PUMP, Clinic.continuous(100_000), Clinic.BACLOFEN, 18_000_000, MotorState.STOPPED, List.of()));
            LocalDate restart = LocalDate.parse("2026-02-14"); // the day on which virtual pump time begins
            clinic.close(
                    PUMP,
                    new VisitEntry.VisitClosed(
                            "v-1",
                            CloseRequest.Ending.STOPPED_BY_ORDER,
                            read,
                            Optional.of(restart),
                            Optional.of(new Staff("clara", "Clara Clinician"))));
            FleetRow row = shelf.row(PUMP);
            assertThat(row.standstill().orElseThrow().restart()).contains(restart);
            assertThat(row.standstill().orElseThrow().owner().orElseThrow().account())
                    .isEqualTo("clara");
            assertThat(row.projection()).isEmpty();
            assertThat(row.overdue()).isEmpty();

            time.leapPumpTime(Duration.ofDays(1));
            assertThat(shelf.row(PUMP).overdue())
                    .containsExactly(new Due(Due.What.RESTART, Instant.parse("2026-02-15T00:00:00Z")));
            assertThat(shelf.page(FleetQuery.first()).count(FleetFilter.OVERDUE))
                    .isEqualTo(1);

            clinic.read(clinic.snapshot(PUMP, Clinic.continuous(100_000), Clinic.BACLOFEN, 18_000_000));
            assertThat(shelf.row(PUMP).overdue()).isEmpty();
            assertThat(shelf.row(PUMP).standstill()).isEmpty();
        });
    }

    @Test
    void alarmsRankAndTheBatterysOwnAlarmDatesTheReplacement() throws Exception {
        told(shelf -> {
            clinic.pair(PUMP);
            Instant device = time.pump().now().minusSeconds(90); // the pump's clock is a minute and a half behind
            Alarm eri = new Alarm("ERI", false, device.minus(Duration.ofDays(10)));
            clinic.read(clinic.snapshot(
                    PUMP, Clinic.continuous(100_000), Clinic.BACLOFEN, 18_000_000, MotorState.RUNNING, List.of(eri)));
            FleetRow row = shelf.row(PUMP);
            assertThat(row.urgency()).isEqualTo(Urgency.ALARM);
            assertThat(row.replaceBy()).contains(time.pump().now().plus(Duration.ofDays(80)));

            Alarm stall = new Alarm("MOTOR_STALL", true, device);
            clinic.read(clinic.snapshot(
                    PUMP,
                    Clinic.continuous(100_000),
                    Clinic.BACLOFEN,
                    18_000_000,
                    MotorState.STALLED,
                    List.of(eri, stall)));
            row = shelf.row(PUMP);
            assertThat(row.urgency()).isEqualTo(Urgency.CRITICAL_ALARM);
            assertThat(row.alarms()).containsExactly(stall, eri);
            assertThat(row.standstill().orElseThrow().motor()).isEqualTo(MotorState.STALLED);
            assertThat(row.standstill().orElseThrow().since())
                    .isEqualTo(time.pump().now().minusSeconds(3600));
        });
    }

    @Test
    void contentThatThePumpWasToldOtherwiseDiffers() throws Exception {
        told(shelf -> {
            clinic.pair(PUMP);
            clinic.enrol(PUMP, "P-0001", Clinic.BACLOFEN, Clinic.BACLOFEN);
            clinic.read(clinic.snapshot(PUMP, Clinic.continuous(100_000), Clinic.MORPHINE, 18_000_000));
            FleetRow row = shelf.row(PUMP);
            assertThat(row.contentDiffers()).isTrue();
            assertThat(row.enrolled()).contains(Clinic.BACLOFEN);
            assertThat(row.solution()).contains(Clinic.MORPHINE);
            assertThat(shelf.page(FleetQuery.first().containing("bacl morph")).total())
                    .isEqualTo(1);

            PumpId other = new PumpId("Acme", "S-2");
            clinic.enrol(other, "P-0002", Clinic.BACLOFEN, Clinic.MORPHINE);
            assertThat(shelf.row(other).contentDiffers()).isTrue();
        });
    }

    @Test
    void whatCannotBeReadIsNotedAndStopsNothing() throws Exception {
        told(shelf -> {
            clinic.pair(PUMP);
            clinic.enter(
                    "pump.snapshot",
                    9,
                    Clinic.THEO,
                    Optional.of(PUMP),
                    Optional.empty(),
                    Json.object().build());
            clinic.enter(
                    "pump.snapshot",
                    1,
                    Clinic.THEO,
                    Optional.of(PUMP),
                    Optional.empty(),
                    Json.object().put("snapshot", "none").build());
            for (int i = 0; i < 9; i++) {
                clinic.enter(
                        "stranger.thing",
                        1,
                        Clinic.THEO,
                        Optional.of(PUMP),
                        Optional.empty(),
                        Json.object().build());
            }
            FleetRow row = shelf.row(PUMP);
            assertThat(row.unreadable()).hasSize(6).last().isEqualTo("and 6 more");
            assertThat(row.unreadable().get(0)).contains("entry 1, pump.snapshot version 9");
            assertThat(row.reading()).isEmpty();
            assertThat(row.revision()).isEqualTo(11);
        });
    }

    @Test
    void aPumpOfAnImpossibleNameIsFoundAmongEntriesAndIsNoRow() throws Exception {
        told(shelf -> {
            clinic.ledger.append(org.cisterna.audit.Entry.of("stranger.thing", 1, Clinic.THEO)
                    .pump("no pump at all")
                    .build());
            assertThat(shelf.page(FleetQuery.first()).total()).isZero();
        });
    }

    @Test
    void manyCommandsAreForgottenAndStandingOnesAreNot() throws Exception {
        told(shelf -> {
            clinic.pair(PUMP);
            CommandId standing = clinic.command();
            clinic.intend(PUMP, clinic.stopIntent(standing));
            clinic.end(PUMP, standing, Kind.STOP, new Outcome.Unknown("no answer", clinic.house(), Optional.empty()));
            for (int i = 0; i < 40; i++) {
                time.advance(Duration.ofMinutes(1));
                CommandId id = clinic.command();
                clinic.intend(PUMP, clinic.stopIntent(id));
                clinic.end(
                        PUMP, id, Kind.STOP, new Outcome.NotApplied(Outcome.Evidence.NEVER_SENT, "the test says so"));
            }
            assertThat(shelf.row(PUMP).unknown().orElseThrow().command()).isEqualTo(standing);
        });
    }

    @Test
    void whoMayNotSeePumpsIsRefused() throws Exception {
        told(shelf -> {
            assertThat(shelf.records.page(FleetQuery.first(), Clinic.auditor()).violations())
                    .extracting(each -> each.code())
                    .containsExactly("NOT_PERMITTED");
            assertThat(shelf.records.row(PUMP, Clinic.auditor()).violations())
                    .extracting(each -> each.code())
                    .containsExactly("NOT_PERMITTED");
        });
    }
}
