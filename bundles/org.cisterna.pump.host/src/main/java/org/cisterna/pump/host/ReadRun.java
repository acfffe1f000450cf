// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;
import org.cisterna.pump.host.Proof.Doubt;
import org.cisterna.pump.host.Settlement.Settled;

/** One reading of one pump: session, interrogation, entry, and what it tells about commands whose end nobody knows. */
final class ReadRun {

    private final Parts parts;
    private final PumpId pump;
    private final Caller caller;
    private final Turn turn;

    ReadRun(Parts parts, PumpId pump, Caller caller, Turn turn) {
        this.parts = parts;
        this.pump = pump;
        this.caller = caller;
        this.turn = turn;
    }

    Answer<PumpStatus.Reading> run() {
        FrameRecorder frames = new FrameRecorder();
        parts.progress().step(pump, Optional.empty(), "OPENING");
        Answer<HostSession> opened = parts.sessions().open(pump, false, turn, frames);
        if (!(opened instanceof Answer.Done<HostSession> session)) {
            return Answer.refused(opened.violations());
        }
        parts.progress().step(pump, Optional.empty(), "READING");
        Called<Snapshot> interrogated = session.value().interrogate();
        Optional<Doubt> doubt = doubt(session.value(), interrogated);
        Optional<String> trouble = session.value().close();
        if (!(interrogated instanceof Called.Value<Snapshot> value)) {
            return Answer.refused(Sessions.violation((Called.Failed<Snapshot>) interrogated, turn));
        }
        Snapshot snapshot = value.value();
        List<Violation> wrong = ReadingCheck.reading(pump, session.value().identity(), snapshot);
        if (!wrong.isEmpty()) {
            parts.notes().answeredWrong(pump, wrong.get(0));
            return Answer.refused(wrong);
        }
        parts.notes().answeredRight(pump);
        trouble.ifPresent(words -> parts.notes().closedBadly(pump, words));
        Optional<String> stale = parts.feed().catchUp(parts.world().settings().ledger());
        List<Ended> resolved = stale.isPresent()
                ? List.of()
                : Settlement.ends(
                        Reconciliation.judgeAll(
                                parts.feed().fold().sinceOldestStanding(pump), Seen.of(snapshot), doubt),
                        Optional.of(snapshot.digest()));
        Settled settled = parts.settlement()
                .reading(
                        caller,
                        pump,
                        snapshot,
                        "read",
                        parts.evidence().keep(frames),
                        resolved,
                        doubt.map(Doubt::words));
        parts.progress().step(pump, Optional.empty(), "DONE");
        return Answer.done(settled.reading().orElseThrow());
    }

    /**
     * An interrogation says what the pump runs; whether that is what it holds, and will run after its next restart, says its memory. So where the end of a
     * command is not known it is read back as well.
     */
    private Optional<Doubt> doubt(HostSession session, Called<Snapshot> interrogated) {
        boolean stands = !parts.feed().fold().sinceOldestStanding(pump).isEmpty();
        return stands && interrogated instanceof Called.Value<Snapshot> snapshot
                ? Proof.doubt(session, Seen.of(snapshot.value()))
                : Optional.empty();
    }
}
