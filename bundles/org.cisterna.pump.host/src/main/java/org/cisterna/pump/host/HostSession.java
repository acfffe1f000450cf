// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;

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
    private final PumpSession session;
    private final PumpIdentity identity;
    private final DriverSlot slot;

    HostSession(
            World world,
            Turn turn,
            Lane lane,
            LanePressure pressure,
            LentContext context,
            PumpSession session,
            PumpIdentity identity,
            DriverSlot slot) {
        this.world = world;
        this.turn = turn;
        this.lane = lane;
        this.pressure = pressure;
        this.context = context;
        this.session = session;
        this.identity = identity;
        this.slot = slot;
    }

    /** Who answered when it was opened. */
    PumpIdentity identity() {
        return identity;
    }

    Called<Snapshot> interrogate() {
        return lane.call("interrogate", world.settings().read(), turn, pressure, session::interrogate);
    }

    Called<Answer<Programme>> preview(Plan plan) {
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
                    session.close();
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
