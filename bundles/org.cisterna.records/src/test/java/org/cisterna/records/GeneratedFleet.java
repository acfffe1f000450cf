// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.VisitEntry;
import org.cisterna.therapy.fleet.FleetFilter;
import org.cisterna.therapy.fleet.FleetSort;

/**
 * A fleet made by chance, entered in the ledger, and beside it what a row of each pump must say: plain numbers, computed without any of the
 * view's code.
 */
final class GeneratedFleet {

    private static final BigInteger DAY = BigInteger.valueOf(86_400_000);
    private static final List<String> DRUGS = List.of("baclofen", "morphine", "ziconotide", "clonidine");
    private static final List<String> MAKERS = List.of("Acme", "Borealis Devices", "C-Pump");

    /** A pump as it must be shown. */
    static final class Expected {
        final PumpId pump;
        final long place;
        String patient = "";
        Solution enrolled = Clinic.BACLOFEN;
        Optional<Solution> told = Optional.empty();
        BigInteger dose = BigInteger.ZERO;
        long reservoir;
        Optional<Instant> read = Optional.empty();
        Optional<Instant> empty = Optional.empty();
        Optional<Instant> refill = Optional.empty();
        Optional<Instant> restart = Optional.empty();
        boolean critical;
        boolean alarm;
        boolean runs = true;
        boolean visit;
        boolean unknown;
        boolean mayStand;
        boolean pathDiffers;
        boolean byHand;
        final List<Instant> alone = new ArrayList<>();
        long revision;

        Expected(PumpId pump, long place) {
            this.pump = pump;
            this.place = place;
        }

        boolean differs() {
            return !patient.isEmpty()
                    && (pathDiffers
                            || told.filter(each -> !each.equals(enrolled)).isPresent());
        }

        List<Instant> dues() {
            List<Instant> dues = new ArrayList<>();
            refill.ifPresent(dues::add);
            restart.ifPresent(dues::add);
            dues.sort(null);
            return dues;
        }

        boolean passes(FleetFilter filter, Instant now) {
            return switch (filter) {
                case ALL -> true;
                case ALARMS -> alarm;
                case IN_VISIT -> visit;
                case OVERDUE -> !dues().isEmpty() && !dues().get(0).isAfter(now);
                case UNKNOWN -> unknown;
                case STOPPED -> (read.isPresent() && !runs) || (unknown && mayStand);
                case CONTENT_DIFFERS -> differs();
                case AWAITING_REVIEW -> !alone.isEmpty();
                case BY_HAND -> byHand;
                case NEVER_READ -> read.isEmpty() && !byHand;
            };
        }

        boolean holds(String text) {
            List<String> all = new ArrayList<>(List.of(pump.serial(), pump.manufacturer(), patient));
            told.ifPresent(each -> all.add(each.primary().drug()));
            if (!patient.isEmpty()) {
                all.add(enrolled.primary().drug());
            }
            for (String word : text.split(" ", -1)) {
                String small = word.toLowerCase(Locale.ROOT);
                if (all.stream().noneMatch(each -> each.toLowerCase(Locale.ROOT).contains(small))) {
                    return false;
                }
            }
            return true;
        }

        /** By what it is sorted; an empty text or {@code null} stands last. */
        List<Comparable<?>> key(FleetSort sort) {
            List<Comparable<?>> key = new ArrayList<>();
            switch (sort) {
                case URGENCY -> {
                    key.add(critical ? 0 : unknown ? 1 : alarm ? 2 : 3);
                    key.add(refill.orElse(Instant.MAX));
                }
                case SERIAL -> key.add(pump.serial());
                case PATIENT -> key.add(patient.isEmpty() ? "\uffff" : patient);
                case STATE -> {
                    key.add(visit ? 0 : 1);
                    key.add(dues().isEmpty() ? Instant.MAX : dues().get(0));
                }
                case DRUG -> {
                    Optional<Solution> known = told.isPresent() || patient.isEmpty() ? told : Optional.of(enrolled);
                    // a record by hand that is open: nobody knows what is in
                    Optional<Solution> shown = byHand && unknown ? Optional.empty() : known;
                    key.add(shown.map(each -> each.primary().drug()).orElse("\uffff"));
                }
                case DAILY_DOSE -> key.add(told.isEmpty() ? BigInteger.TWO.pow(80) : dose);
                case RESERVOIR -> key.add(read.isEmpty() ? Long.MAX_VALUE : (Long) reservoir);
                case EMPTY_AT -> key.add(empty.orElse(Instant.MAX));
                case LAST_READ -> key.add(read.orElse(Instant.MAX));
            }
            key.add(place);
            return key;
        }
    }

    final Map<PumpId, Expected> expected = new HashMap<>();
    private final Clinic clinic;
    private final RandomGenerator random;
    private final Map<PumpId, CommandId> unknowns = new HashMap<>();
    private final Map<PumpId, String> visits = new HashMap<>();
    private final Map<PumpId, List<String>> owed = new HashMap<>();

    GeneratedFleet(Clinic clinic, RandomGenerator random) {
        this.clinic = clinic;
        this.random = random;
    }

    /** Enters the pairing of this many pumps, then this many further things about any of them. */
    void enter(int pumps, int things) throws InterruptedException {
        List<PumpId> all = new ArrayList<>();
        while (all.size() < pumps) {
            PumpId pump = new PumpId(
                    MAKERS.get(random.nextInt(MAKERS.size())),
                    (random.nextBoolean() ? "S-" : "s.") + random.nextInt(pumps * 2));
            if (!expected.containsKey(pump)) {
                all.add(pump);
                expected.put(pump, new Expected(pump, all.size()));
                of(pump).byHand = random.nextInt(6) == 0;
                entered(pump, of(pump).byHand ? clinic.register(pump) : clinic.pair(pump));
            }
        }
        for (int i = 0; i < things; i++) {
            something(all.get(random.nextInt(all.size())));
            if (random.nextInt(20) == 0) {
                clinic.time.advance(Duration.ofMinutes(random.nextInt(600)));
            }
        }
    }

    private void entered(PumpId pump, long sequence) {
        of(pump).revision = sequence;
    }

    Expected of(PumpId pump) {
        return java.util.Objects.requireNonNull(expected.get(pump));
    }

    private void something(PumpId pump) {
        switch (random.nextInt(9)) {
            case 0 -> enrol(pump);
            case 1 -> command(pump);
            case 2 -> release(pump);
            case 3 -> visit(pump);
            default -> {
                if (!of(pump).byHand) {
                    read(pump);
                }
            }
        }
    }

    /** Changes of dose released alone are reviewed in their order, or any time later; those of two are not. */
    private void release(PumpId pump) {
        Expected one = of(pump);
        if (!one.alone.isEmpty() && random.nextBoolean()) {
            one.alone.remove(0);
            entered(
                    pump,
                    clinic.review(
                            pump,
                            java.util.Objects.requireNonNull(owed.get(pump)).remove(0)));
            return;
        }
        String change = "c-" + random.nextLong(1L << 40);
        boolean alone = random.nextBoolean();
        if (alone) {
            one.alone.add(clinic.house().plus(BreakGlass.TIME));
            owed.computeIfAbsent(pump, each -> new ArrayList<>()).add(change);
        }
        entered(pump, clinic.release(pump, change, alone));
    }

    private Solution solution() {
        return Solution.of(
                DRUGS.get(random.nextInt(DRUGS.size())), new Concentration(random.nextLong(1, 20) * 500_000 + 7));
    }

    private void enrol(PumpId pump) {
        Expected one = of(pump);
        if (!one.patient.isEmpty()) {
            return;
        }
        one.enrolled = random.nextInt(10) == 0 ? one.told.orElse(Clinic.BACLOFEN) : solution();
        one.pathDiffers = random.nextInt(10) == 0;
        one.patient = "H" + random.nextInt(90) + "-" + (1000 + random.nextInt(9000)) + "-"
                + (char) ('A' + random.nextInt(26));
        Solution path = one.pathDiffers ? Solution.of("saline", new Concentration(1)) : one.enrolled;
        entered(pump, clinic.enrol(pump, one.patient, one.enrolled, path));
    }

    private void visit(PumpId pump) {
        Expected one = of(pump);
        String open = visits.remove(pump);
        if (open == null) {
            String visit = "v-" + random.nextLong(1L << 40);
            visits.put(pump, visit);
            one.visit = true;
            entered(pump, clinic.open(pump, visit));
            return;
        }
        one.visit = false;
        boolean stopped = !one.runs && one.read.isPresent() && random.nextBoolean();
        LocalDate day =
                clinic.time.pump().now().atZone(ZoneOffset.UTC).toLocalDate().plusDays(random.nextInt(-5, 6));
        one.restart = stopped
                ? Optional.of(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                : Optional.empty();
        entered(
                pump,
                clinic.close(
                        pump,
                        new VisitEntry.VisitClosed(
                                open,
                                stopped ? CloseRequest.Ending.STOPPED_BY_ORDER : CloseRequest.Ending.RUNNING,
                                0,
                                stopped ? Optional.of(day) : Optional.empty(),
                                stopped ? Optional.of(new Staff("clara", "Clara")) : Optional.empty())));
    }

    private void command(PumpId pump) {
        Expected one = of(pump);
        CommandId standing = unknowns.remove(pump);
        if (standing != null) {
            one.unknown = false;
            entered(
                    pump,
                    clinic.end(
                            pump,
                            standing,
                            Kind.COMMIT,
                            random.nextBoolean()
                                    ? new Outcome.Applied(Outcome.Evidence.READ_BACK, new Revision(4))
                                    : new Outcome.NotApplied(Outcome.Evidence.READ_BACK, "read")));
            return;
        }
        CommandId id = clinic.command();
        clinic.intend(
                pump,
                clinic.commitIntent(id, pump, Clinic.continuous(1_000), Clinic.continuous(2_000), Clinic.BACLOFEN));
        one.unknown = true;
        one.mayStand = random.nextBoolean();
        unknowns.put(pump, id);
        entered(
                pump,
                clinic.end(
                        pump,
                        id,
                        Kind.COMMIT,
                        new Outcome.Unknown(
                                "lost",
                                clinic.house(),
                                one.mayStand ? Optional.of(clinic.time.pump().now()) : Optional.empty())));
    }

    private void read(PumpId pump) {
        Expected one = of(pump);
        Instant now = clinic.time.pump().now();
        Solution told = random.nextInt(5) == 0 || one.patient.isEmpty() ? solution() : one.enrolled;
        long rate = random.nextLong(1, 900) * 1_000;
        long volume = random.nextLong(0, 20_000_001);
        MotorState motor = random.nextInt(5) == 0
                ? List.of(MotorState.values()).get(random.nextInt(MotorState.values().length))
                : MotorState.RUNNING;
        List<Alarm> alarms = new ArrayList<>();
        one.alarm = false;
        one.critical = false;
        if (random.nextInt(4) == 0) {
            one.alarm = true;
            one.critical = random.nextBoolean();
            alarms.add(new Alarm(one.critical ? "MOTOR_STALL" : "LOW_RESERVOIR", one.critical, now));
        }
        one.told = Optional.of(told);
        one.reservoir = volume;
        one.runs = motor == MotorState.RUNNING;
        one.read = Optional.of(clinic.house());
        one.dose = BigInteger.valueOf(rate)
                .multiply(BigInteger.valueOf(told.primary().concentration().nanogramsPerMillilitre()))
                .divide(BigInteger.valueOf(1_000_000));
        one.empty = Optional.empty();
        one.refill = Optional.empty();
        if (one.runs) {
            one.restart = Optional.empty();
            one.empty = Optional.of(now.plusMillis(flows(volume, rate)));
            // the pumps of the clinic warn at 2 mL and are accurate to 10 %
            long above = floorDiv(volume - 2_000_000, rate);
            one.refill = Optional.of(now.plusMillis(above).minus(Duration.ofDays(7)));
        }
        entered(pump, clinic.read(clinic.snapshot(pump, Clinic.continuous(rate), told, volume, motor, alarms)));
    }

    private static long flows(long volume, long rate) {
        return BigInteger.valueOf(volume)
                .multiply(DAY)
                .divide(BigInteger.valueOf(rate))
                .longValueExact();
    }

    /** The time in which a volume flows at 1.1 times the rate, down to whole milliseconds, below zero too. */
    private static long floorDiv(long volume, long rate) {
        BigInteger[] parts = BigInteger.valueOf(volume)
                .multiply(DAY)
                .multiply(BigInteger.TEN)
                .divideAndRemainder(BigInteger.valueOf(rate).multiply(BigInteger.valueOf(11)));
        return parts[0].longValueExact() - (parts[1].signum() < 0 ? 1 : 0);
    }
}
