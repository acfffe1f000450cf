// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.Objects;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.PumpSession.Discarded;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;
import org.jspecify.annotations.Nullable;

/**
 * One session with one pump, as its owner uses it: every call has its limit and ends as a value. For one thread, the owner's. To be closed
 * by the owner, whatever happened.
 */
final class HostSession {

    private final World world;
    private final Turn turn;
    private final Lane lane;
    private final LanePressure pressure;
    private final LentContext context;
    private final RevocableLink link;
    private final PumpSession session;
    private final DriverSlot slot;
    private @Nullable PumpIdentity identity;

    HostSession(
            World world,
            Turn turn,
            Lane lane,
            LanePressure pressure,
            LentContext context,
            RevocableLink link,
            PumpSession session,
            DriverSlot slot) {
        this.world = world;
        this.turn = turn;
        this.lane = lane;
        this.pressure = pressure;
        this.context = context;
        this.link = link;
        this.session = session;
        this.slot = slot;
    }

    /** Asks who answered when it was opened. */
    Called<PumpIdentity> ask() {
        Called<PumpIdentity> who =
                lane.call("identity", world.settings().atOnce(), turn, pressure, deadline -> session.identity());
        if (who instanceof Called.Value<PumpIdentity> value) {
            identity = value.value();
        }
        return who;
    }

    /** Who answered when it was opened; only once that was {@linkplain #ask asked} and told. */
    PumpIdentity identity() {
        return Objects.requireNonNull(identity, "nobody has asked this session who answered");
    }

    Called<Snapshot> interrogate() {
        return lane.call("interrogate", world.settings().read(), turn, pressure, session::interrogate);
    }

    Called<Answer<EventPage>> events(long from, int most) {
        return lane.call(
                "events", world.settings().read(), turn, pressure, deadline -> session.events(from, most, deadline));
    }

    Called<Answer<Discarded>> discard(CommandId command) {
        return lane.call(
                "discard", world.settings().stage(), turn, pressure, deadline -> session.discard(command, deadline));
    }

    Called<Answer<Preview>> preview(Plan plan) {
        return lane.call("preview", world.settings().atOnce(), turn, pressure, deadline -> session.preview(plan));
    }

    Called<Answer<Staged>> stage(Plan plan, CommandId command) {
        return lane.call(
                "stage", world.settings().stage(), turn, pressure, deadline -> session.stage(plan, command, deadline));
    }

    Called<Answer<CommandEffect>> commit(Staged staged, CommandId command) {
        return lane.call(
                "commit",
                world.settings().commit(),
                turn,
                pressure,
                deadline -> session.commit(staged, command, deadline));
    }

    Called<ReadBack> readBack() {
        return lane.call("read back", world.settings().read(), turn, pressure, session::readBack);
    }

    Called<Answer<CommandEffect>> stop(CommandId command) {
        return lane.call("stop", world.settings().stop(), turn, pressure, deadline -> session.stop(command, deadline));
    }

    /**
     * Closes session and link. Both are foreign: a turn of its own lets them run although this one is to end.
     *
     * @return in words what went wrong with that, if something did; it changes nothing in what is known about the pump
     */
    Optional<String> close() {
        Called<Boolean> closed =
                lane.call("close", world.settings().atOnce(), new Turn(world.threads()), pressure, deadline -> {
                    try {
                        session.close();
                    } finally {
                        link.close();
                    }
                    return true;
                });
        context.expire();
        pressure.cut();
        lane.close();
        slot.leave(turn);
        return closed instanceof Called.Failed<Boolean> failed && failed.made()
                ? Optional.of(failed.words())
                : Optional.empty();
    }
}
