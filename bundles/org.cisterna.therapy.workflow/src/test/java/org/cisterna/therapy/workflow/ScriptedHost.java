// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.Receipt;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Progress;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Source;
import org.cisterna.pump.Violation;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.cisterna.testkit.VirtualTime;

/** A host with one pump behind it. It enters what the real one enters, in the same order, and ends a commit as the test wants. */
final class ScriptedHost implements PumpHost {

    static final Capabilities CAPABILITIES = new Capabilities(
            new Range<>(new FlowRate(48_000), new FlowRate(24_000_000)),
            new FlowRate(1_000),
            13,
            Duration.ofMinutes(30),
            new Volume(20_000_000),
            new Volume(1_400_000),
            new Volume(140_000),
            new Volume(2_000_000),
            145,
            Source.CALCULATED,
            Optional.of(Duration.ofMinutes(2)));

    /** How the next commit ends. */
    enum End {
        APPLIED,
        PUMP_REFUSES,
        HOST_REFUSES,
        LOST_APPLIED,
        LOST_NOT_APPLIED,
        KILLED_BEFORE_INTENT,
        KILLED_AFTER_INTENT
    }

    /** The process ends here, as far as the test is concerned. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Why no pump can be reached. */
    List<String> obstacles = List.of();

    /** Why pumps cannot be told whole. */
    Optional<String> behind = Optional.empty();

    private final VirtualTime time;
    private final Ledger ledger;
    private final PumpId pump;
    private DriverDescriptor driver = driver("1.0.0");
    private boolean paired;
    Programme programme = new Programme.Continuous(new FlowRate(140_000));
    Optional<Solution> solution;
    MotorState motor = MotorState.RUNNING;
    List<HeldPart> parts = List.of();
    Instant motorSince;
    /** By how much the pump's own clock is ahead of pump time. */
    Duration clockAhead = Duration.ZERO;

    Revision revision = new Revision(4);
    Optional<CommandEffect> lastCommand = Optional.empty();
    Optional<PumpStatus.Reading> reading = Optional.empty();
    End end = End.APPLIED;
    /** Whether the next stop ends without a proof and without a reading. */
    boolean stopIsUnknown;

    Runnable duringCommit = () -> {};
    final List<Plan> committed = new ArrayList<>();
    final List<Caller> callers = new ArrayList<>();
    private Optional<CommandId> lost = Optional.empty();

    ScriptedHost(VirtualTime time, Ledger ledger, PumpId pump, Solution solution) {
        this.time = time;
        this.ledger = ledger;
        this.pump = pump;
        this.solution = Optional.of(solution);
        this.motorSince = time.pump().now().minus(Duration.ofDays(30));
    }

    static DriverDescriptor driver(String version) {
        return new DriverDescriptor(
                "synchromed", "Test driver", version, "Cisterna Demo", "drives nothing", true, Optional.empty());
    }

    void changeDriver(String version) {
        driver = driver(version);
    }

    PumpIdentity identity() {
        return new PumpIdentity(pump, "II 20", "1.4.0", CAPABILITIES, true);
    }

    private Receipt enter(String type, int version, Caller caller, JsonObject body) {
        callers.add(caller);
        return ledger.append(
                Entry.of(type, version, new Actor(caller.id(), caller.printedName(), caller.role(), caller.via()))
                        .pump(pump.text())
                        .correlation(caller.correlation())
                        .body(body)
                        .build());
    }

    @Override
    public List<PumpStatus> pumps() {
        return pump(pump).stream().toList();
    }

    @Override
    public Optional<PumpStatus> pump(PumpId asked) {
        return asked.equals(pump) && paired
                ? Optional.of(new PumpStatus(
                        pump,
                        "synchromed",
                        "sim:1",
                        VirtualTime.HOUSE_START,
                        true,
                        PumpStatus.LinkState.SILENT,
                        "",
                        reading,
                        Optional.empty()))
                : Optional.empty();
    }

    @Override
    public List<DriverStatus> drivers() {
        return List.of(new DriverStatus(
                "synchromed", DriverStatus.State.RUNNING, VirtualTime.HOUSE_START, "", Optional.of(driver), 1, 0));
    }

    @Override
    public List<FoundPump> found() {
        return List.of(new FoundPump("sim:1", pump.manufacturer(), pump.serial(), true));
    }

    @Override
    public Answer<PumpIdentity> pair(String address, String family, String pairingCode, Caller caller) {
        if (!pairingCode.equals("4711-0815")) {
            return Answer.refused(Violation.of("PAIRING_REFUSED", "the pump refused the pairing code"));
        }
        paired = true;
        enter(
                PumpEntries.Paired.TYPE,
                PumpEntries.Paired.VERSION,
                caller,
                new PumpEntries.Paired(identity(), family, address).toJson());
        return Answer.done(identity());
    }

    Snapshot snapshot() {
        return new Snapshot(
                identity(),
                revision,
                programme,
                solution,
                motor,
                motorSince.plus(clockAhead),
                new Volume(15_000_000),
                new Volume(99_000_000),
                time.pump().now().plus(clockAhead),
                Snapshot.Battery.OK,
                List.of(),
                lastCommand,
                parts);
    }

    private PumpStatus.Reading enterReading(String within, Caller caller) {
        Snapshot snapshot = snapshot();
        try {
            Receipt receipt = enter(
                    PumpEntries.Reading.TYPE,
                    PumpEntries.Reading.VERSION,
                    caller,
                    new PumpEntries.Reading(snapshot, within, List.of()).toJson());
            PumpStatus.Reading entered = new PumpStatus.Reading(
                    receipt.sequence(), time.house().now(), time.pump().now(), snapshot, true);
            reading = Optional.of(entered);
            return entered;
        } catch (LedgerUnavailableException away) {
            return new PumpStatus.Reading(-1, time.house().now(), time.pump().now(), snapshot, false);
        }
    }

    @Override
    public Answer<PumpStatus.Reading> read(PumpId asked, Caller caller) {
        PumpStatus.Reading read = enterReading("read", caller);
        lost.ifPresent(command -> {
            boolean applied =
                    lastCommand.filter(each -> each.command().equals(command)).isPresent();
            Outcome outcome = applied
                    ? new Outcome.Applied(Outcome.Evidence.READ_BACK, revision)
                    : new Outcome.NotApplied(Outcome.Evidence.READ_BACK, "the pump runs what it ran before");
            enterEnd(command, Kind.COMMIT, outcome, caller);
            lost = Optional.empty();
        });
        return Answer.done(read);
    }

    private Receipt enterEnd(CommandId command, Kind kind, Outcome outcome, Caller caller) {
        return enter(
                PumpEntries.Ended.TYPE,
                PumpEntries.Ended.VERSION,
                caller,
                new PumpEntries.Ended(command, kind, outcome, Optional.empty(), Optional.empty(), List.of()).toJson());
    }

    @Override
    public Answer<Preview> preview(Plan plan) {
        return Answer.done(Preview.of(plan));
    }

    @Override
    public Answer<EventPage> events(PumpId pump, long from, Caller caller) {
        throw new AssertionError("the workflow reads no events");
    }

    @Override
    public Answer<CommandResult> commit(Plan plan, long release, CommandId command, Caller caller) {
        duringCommit.run();
        if (end == End.KILLED_BEFORE_INTENT) {
            throw new Killed();
        }
        if (end == End.HOST_REFUSES) {
            return Answer.refused(Violation.of("DRIVER_STOPPED", "the driver is stopped"));
        }
        enter(
                PumpEntries.Intent.TYPE,
                PumpEntries.Intent.VERSION,
                caller,
                new PumpEntries.Intent(
                                command,
                                Kind.COMMIT,
                                Optional.of(plan),
                                Optional.of(release),
                                Optional.of(PumpEntries.Before.of(snapshot())),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())
                        .toJson());
        if (end == End.KILLED_AFTER_INTENT) {
            lost = Optional.of(command);
            throw new Killed();
        }
        committed.add(plan);
        if (end == End.APPLIED || end == End.LOST_APPLIED) {
            programme = plan.programme();
            solution = Optional.of(plan.solution());
            motor = MotorState.RUNNING;
            revision = new Revision(revision.number() + 1);
            lastCommand = Optional.of(new CommandEffect(command, CommandEffect.Effect.APPLIED, revision));
        }
        Outcome outcome =
                switch (end) {
                    case APPLIED -> new Outcome.Applied(Outcome.Evidence.READ_BACK, revision);
                    case PUMP_REFUSES ->
                        new Outcome.NotApplied(Outcome.Evidence.REFUSED_BY_PUMP, "the pump refused what was staged");
                    default ->
                        new Outcome.Unknown(
                                "the link was cut",
                                time.house().now(),
                                Optional.of(time.pump().now()));
                };
        if (end == End.APPLIED) {
            enterReading("commit", caller);
        } else if (outcome instanceof Outcome.Unknown) {
            lost = Optional.of(command);
        }
        Optional<Long> entry;
        try {
            entry = Optional.of(enterEnd(command, Kind.COMMIT, outcome, caller).sequence());
        } catch (LedgerUnavailableException away) {
            entry = Optional.empty();
        }
        return Answer.done(
                new CommandResult(pump, command, outcome, entry, time.house().now(), Optional.empty(), List.of()));
    }

    @Override
    public Answer<CommandResult> stop(
            PumpId asked, CommandId command, String reason, Optional<String> orderedBy, Caller caller) {
        if (!asked.equals(pump)) {
            return Answer.refused(Violation.of("PUMP_NOT_PAIRED", "this pump is not paired here"));
        }
        if (motor != MotorState.STOPPED) {
            motor = MotorState.STOPPED;
            motorSince = time.pump().now();
        }
        revision = new Revision(revision.number() + 1);
        List<String> warnings = new ArrayList<>();
        Outcome outcome = stopIsUnknown
                ? new Outcome.Unknown(
                        "no answer", time.house().now(), Optional.of(time.pump().now()))
                : new Outcome.Applied(Outcome.Evidence.READ_BACK, revision);
        Optional<Long> entry = Optional.empty();
        try {
            enter(
                    PumpEntries.Intent.TYPE,
                    PumpEntries.Intent.VERSION,
                    caller,
                    new PumpEntries.Intent(
                                    command,
                                    Kind.STOP,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(reason),
                                    orderedBy)
                            .toJson());
            if (!stopIsUnknown) {
                enterReading("stop", caller);
            }
            entry = Optional.of(enterEnd(command, Kind.STOP, outcome, caller).sequence());
        } catch (LedgerUnavailableException away) {
            warnings.add("the stop is in the host's journal and not in the ledger yet");
        }
        return Answer.done(
                new CommandResult(pump, command, outcome, entry, time.house().now(), Optional.empty(), warnings));
    }

    @Override
    public Optional<String> behind() {
        return behind;
    }

    @Override
    public List<String> obstacles() {
        return obstacles;
    }

    @Override
    public AutoCloseable follow(Progress.Listener listener) {
        return () -> {};
    }
}
