// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.Volume;

/** Snapshots with one value changed, and sessions that give them. */
final class Readings {

    private Readings() {}

    private static Snapshot with(Snapshot snapshot, String name, Json value) {
        JsonObject json = snapshot.toJson();
        JsonObject.Builder changed = Json.object();
        for (String each : json.names()) {
            changed.put(each, each.equals(name) ? value : json.get(each).orElseThrow());
        }
        return Snapshot.fromJson(changed.build());
    }

    private static Json text(String text) {
        return Json.object().put("text", text).build().get("text").orElseThrow();
    }

    static Snapshot identity(Snapshot snapshot, PumpIdentity identity) {
        return with(snapshot, "identity", identity.toJson());
    }

    static Snapshot motor(Snapshot snapshot, MotorState motor) {
        return with(snapshot, "motor", text(motor.name()));
    }

    static Snapshot delivered(Snapshot snapshot, long nanolitres) {
        return with(snapshot, "delivered", text(new Volume(nanolitres).text()));
    }

    static Snapshot reservoir(Snapshot snapshot, long nanolitres) {
        return with(snapshot, "reservoir", text(new Volume(nanolitres).text()));
    }

    static Snapshot clock(Snapshot snapshot, Instant clock) {
        return with(snapshot, "deviceClock", text(clock.toString()));
    }

    static Snapshot battery(Snapshot snapshot, Snapshot.Battery battery) {
        return with(snapshot, "battery", text(battery.name()));
    }

    static Snapshot programme(Snapshot snapshot, Programme programme) {
        return with(snapshot, "programme", programme.toJson());
    }

    static Snapshot revision(Snapshot snapshot, Revision revision) {
        return with(
                snapshot,
                "revision",
                Json.object().put("n", revision.number()).build().get("n").orElseThrow());
    }

    static Snapshot alarms(Snapshot snapshot, List<Alarm> alarms) {
        return with(
                snapshot,
                "alarms",
                Json.array(alarms.stream().map(Alarm::toJson).toList()));
    }

    /** Sessions whose interrogations are changed. */
    static OtherDriver.SessionChange changed(UnaryOperator<Snapshot> change) {
        return (session, context) -> new OtherSession(session) {
            @Override
            public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
                return change.apply(inner().interrogate(deadline));
            }
        };
    }

    /** Sessions that make something up when an interrogation fails. */
    static OtherDriver.SessionChange madeUp(UnaryOperator<Snapshot> change) {
        return (session, context) -> new MadeUp(session, change);
    }

    /** Remembers a good reading of the session before it fails. */
    private static final class MadeUp extends OtherSession {
        private final UnaryOperator<Snapshot> change;

        MadeUp(PumpSession inner, UnaryOperator<Snapshot> change) {
            super(inner);
            this.change = change;
        }

        @Override
        public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
            try {
                return inner().interrogate(deadline);
            } catch (LinkException e) {
                return change.apply(empty());
            }
        }

        private Snapshot empty() {
            return new Snapshot(
                    identity(),
                    new Revision(1),
                    new Programme.Stopped(),
                    Optional.empty(),
                    MotorState.RUNNING,
                    Instant.EPOCH,
                    new Volume(0),
                    new Volume(0),
                    Instant.EPOCH,
                    Snapshot.Battery.OK,
                    List.of(),
                    Optional.empty());
        }
    }
}
