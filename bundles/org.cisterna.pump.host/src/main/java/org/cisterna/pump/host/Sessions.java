// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkProvider;

/** Opens sessions: a lane of the driver, a link, the driver's handshake, and the identity that was proved. */
final class Sessions {

    private final World world;
    private final DriverRegistry drivers;
    private final Links links;
    private final PumpKeys keys;
    private final PumpNotes notes;
    private final ProgressFeed progress;

    Sessions(World world, DriverRegistry drivers, Links links, PumpKeys keys, PumpNotes notes, ProgressFeed progress) {
        this.world = world;
        this.drivers = drivers;
        this.links = links;
        this.keys = keys;
        this.notes = notes;
        this.progress = progress;
    }

    /**
     * The driver of a family, if it can be used.
     *
     * @param family which
     */
    Answer<DriverSlot> driver(String family) {
        Optional<DriverSlot> running = drivers.running(family);
        if (running.isPresent()) {
            return Answer.done(running.get());
        }
        Optional<DriverSlot> refused = drivers.refused(family);
        if (refused.isPresent()) {
            return Answer.refused(
                    Refusals.driverRefused(family, refused.get().known().reason()));
        }
        return Answer.refused(Refusals.driverStopped(
                family, drivers.last(family).map(slot -> slot.known().since()).orElse(notes.start())));
    }

    /**
     * Opens a session.
     *
     * @param stop whether it is for a stop, which comes first and has a lane of its own
     * @param frames where the driver's frames go
     */
    Answer<HostSession> open(PumpId pump, boolean stop, Turn turn, FrameRecorder frames) {
        Optional<PumpKeys.Bond> bond = keys.bond(pump);
        if (bond.isEmpty()) {
            return Answer.refused(Refusals.keyMissing(pump, keys.trouble(pump).orElse("it is not there")));
        }
        Answer<DriverSlot> found = driver(bond.get().family());
        if (!(found instanceof Answer.Done<DriverSlot> done)) {
            return Answer.refused(found.violations());
        }
        DriverSlot slot = done.value();
        List<String> stuck = slot.lanes().stuckFor(pump);
        if (!stop && !stuck.isEmpty()) {
            return Answer.refused(Refusals.stuck(pump, stuck));
        }
        slot.enter(turn);
        Optional<Lane> lane = slot.lanes()
                .take(
                        pump.text(),
                        stop,
                        world.house().now().plus(world.settings().openLink()),
                        turn);
        if (lane.isEmpty()) {
            slot.leave(turn);
            return Answer.refused(turn.wanted()
                    .map(Sessions::ended)
                    .orElseGet(() -> Refusals.driverBusy(
                            bond.get().family(),
                            world.settings().lanes(),
                            slot.lanes().stuck())));
        }
        LentContext context =
                new LentContext(world, keys, bond, frames, (steps, of) -> progress.underWay(pump, steps, of));
        LanePressure pressure = new LanePressure(world, slot.patience(), context).endingWithDriver(turn);
        Answer<HostSession> opened = open(bond.get(), slot, turn, lane.get(), context, pressure);
        if (!opened.isDone()) {
            context.expire();
            pressure.cut();
            lane.get().close();
            slot.leave(turn);
        }
        return opened;
    }

    private Answer<HostSession> open(
            PumpKeys.Bond bond, DriverSlot slot, Turn turn, Lane lane, LentContext context, LanePressure pressure) {
        Answer<RevocableLink> link = link(bond.address(), turn, lane, pressure);
        if (!(link instanceof Answer.Done<RevocableLink> through)) {
            return Answer.refused(link.violations());
        }
        Called<Answer<PumpSession>> called =
                lane.call("open session", world.settings().openLink(), turn, pressure, deadline -> {
                    Answer<PumpSession> opened = slot.driver().open(through.value(), context, deadline);
                    if (opened instanceof Answer.Done<PumpSession> done) {
                        pressure.opened(done.value());
                    }
                    return opened;
                });
        Answer<PumpSession> answer = answered(called, turn);
        if (!(answer instanceof Answer.Done<PumpSession> session)) {
            return Answer.refused(answer.violations());
        }
        HostSession open =
                new HostSession(world, turn, lane, pressure, context, through.value(), session.value(), slot);
        Called<PumpIdentity> who = open.ask();
        if (!(who instanceof Called.Value<PumpIdentity> identity)) {
            open.close();
            return Answer.refused(violation((Called.Failed<PumpIdentity>) who, turn));
        }
        List<Violation> wrong = ReadingCheck.identity(bond.pump(), identity.value());
        if (!wrong.isEmpty()) {
            notes.answeredWrong(bond.pump(), wrong.get(0));
            open.close();
            return Answer.refused(wrong);
        }
        return Answer.done(open);
    }

    /** Opens a link on a lane. */
    Answer<RevocableLink> link(String address, Turn turn, Lane lane, LanePressure pressure) {
        Optional<LinkProvider> provider = links.forAddress(address);
        if (provider.isEmpty()) {
            return Answer.refused(Refusals.noLink(Links.scheme(address)));
        }
        Called<RevocableLink> called = lane.call("open link", world.settings().openLink(), turn, pressure, deadline -> {
            Link opened = provider.get().open(address, deadline);
            return opened == null ? null : pressure.opened(opened);
        });
        return called instanceof Called.Value<RevocableLink> link
                ? Answer.done(link.value())
                : Answer.refused(violation((Called.Failed<RevocableLink>) called, turn));
    }

    /** Pairs, on a lane that ends with it. */
    Answer<PumpIdentity> pair(
            DriverSlot slot, Lane lane, String address, Agreement agreement, FrameRecorder frames, Turn turn) {
        LentContext context = new LentContext(world, keys, Optional.empty(), frames, (steps, of) -> {});
        LanePressure pressure = new LanePressure(world, slot.patience(), context).endingWithDriver(turn);
        try {
            Answer<RevocableLink> link = link(address, turn, lane, pressure);
            if (!(link instanceof Answer.Done<RevocableLink> through)) {
                return Answer.refused(link.violations());
            }
            Called<Answer<PumpIdentity>> called =
                    lane.call("pair", world.settings().pair(), turn, pressure, deadline -> slot.driver()
                            .pair(through.value(), agreement, context, deadline));
            return answered(called, turn);
        } finally {
            context.expire();
            pressure.cut();
            lane.close();
        }
    }

    /** What a driver answered, or the refusal that its failure is. */
    static <T> Answer<T> answered(Called<Answer<T>> called, Turn turn) {
        if (!(called instanceof Called.Value<Answer<T>> value)) {
            return Answer.refused(violation((Called.Failed<Answer<T>>) called, turn));
        }
        return value.value() instanceof Answer.Refused<T> refused
                ? Answer.refused(ForeignWords.of(refused).violations())
                : value.value();
    }

    /** A failed call as a refusal, where nothing can have changed. */
    static Violation violation(Called.Failed<?> failed, Turn turn) {
        return switch (failed.why()) {
            case LINK -> Refusals.linkFailed(failed.words());
            case BROKE -> Refusals.driverBroke(failed.words());
            case STUCK -> turn.wanted().map(Sessions::ended).orElseGet(() -> Refusals.driverBroke(failed.words()));
            case ENDED -> turn.wanted().map(Sessions::ended).orElseGet(() -> Refusals.ended(failed.words()));
        };
    }

    /** The end of a turn as a refusal. */
    static Violation ended(Turn.Wanted wanted) {
        return wanted.ending() == Turn.Ending.OVERTAKEN
                ? Refusals.overtaken(wanted.words())
                : Refusals.ended(wanted.words());
    }
}
