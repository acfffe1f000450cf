// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import java.time.Instant;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.wire.LinkException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One authenticated session with one pump. The host calls it from one thread at a time, but for {@link #interrupt()}, which any thread may
 * call while another call runs.
 *
 * <p>Every call ends by its deadline (house time), or soon after {@link #interrupt()}, with a {@link LinkException}. A {@code Refused}
 * answer is the pump's own proven refusal: the therapy state did not change by this call. A {@code LinkException} says nothing about what
 * reached the pump. After either kind of end but a refusal, the session is finished and the host closes it.
 */
@ConsumerType
public interface PumpSession extends AutoCloseable {

    /** Who answered when the session was opened. Never blocks. */
    PumpIdentity identity();

    /**
     * Reads everything a snapshot holds. Changes nothing in the pump.
     *
     * @param deadline house time at which the call must end
     * @return what the pump said in this one interrogation; nothing remembered, nothing guessed
     * @throws LinkException when the link failed, the deadline passed, or what came back is not what the protocol has; a snapshot in part is
     *     none
     * @throws InterruptedException when the host wants the thread back; let it through
     */
    Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException;

    /**
     * What the pump would be sent for a plan. Pure: nothing is sent, nothing waits. The host refuses a plan whose preview differs.
     *
     * @return programme, solution and parts in the pump's own units, read back from them; refused when the pump cannot represent one of them,
     *     with every reason: {@code UNSUPPORTED_PART} for a part that it cannot take at all, {@code OUT_OF_RANGE}, {@code OFF_GRID},
     *     {@code TOO_MANY} for one that it cannot take like this, {@code PARTS_EXCLUDE} for two that it cannot take together
     */
    Answer<Preview> preview(Plan plan);

    /**
     * Stages a plan in the pump. The therapy goes on unchanged; staging again replaces what was staged.
     *
     * @return what the pump echoed; refused when the pump refuses, for example for another revision
     */
    Answer<Staged> stage(Plan plan, CommandId command, Instant deadline) throws LinkException, InterruptedException;

    /**
     * Takes away what was staged for a command and was not begun. The therapy goes on unchanged. Whoever ends a session takes it away too.
     *
     * @return what became of it; refused with {@code UNSUPPORTED} by a family in which only the end of the session does that
     */
    Answer<Discarded> discard(CommandId command, Instant deadline) throws LinkException, InterruptedException;

    /** What became of something staged that was to be taken away. */
    enum Discarded {
        /** It was staged and is no more. */
        TAKEN_AWAY,
        /** Nothing was staged for this command. */
        NOTHING_STAGED,
        /** The command was begun or ended already; it stands as it is, and a reading tells how. */
        BEGUN
    }

    /**
     * Makes what was staged the therapy. Only the host calls this. With the same command id it is safe to call again: the pump does it at
     * most once. During the call delivery may stand in the interim stop that the capabilities declare.
     *
     * @return what the pump says it did; refused when the pump refuses and runs the old therapy
     */
    Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
            throws LinkException, InterruptedException;

    /**
     * Reads the programme from the pump's permanent memory, by another request than {@link #interrogate} and than the write.
     *
     * @param deadline house time at which the call must end
     * @return programme and revision as they stand in that memory now; never what the driver itself remembers to have written
     * @throws LinkException when the link failed, the deadline passed, or what came back is not what the protocol has
     * @throws InterruptedException when the host wants the thread back; let it through
     */
    ReadBack readBack(Instant deadline) throws LinkException, InterruptedException;

    /**
     * Reads a page of the pump's own event log. Takes nothing out of it and changes nothing.
     *
     * @param from number of the first event wanted: where the page before ended, also in an earlier session; 0 for the oldest there is
     * @param most how many at most, at least 1; a driver may give fewer
     * @return the page; refused with {@code UNSUPPORTED} by a family without such a log; with {@code OUT_OF_RANGE} when no event can have that number yet
     */
    Answer<EventPage> events(long from, int most, Instant deadline) throws LinkException, InterruptedException;

    /**
     * Stops delivery at once. One id has one effect.
     *
     * @return what the pump says it did
     */
    Answer<CommandEffect> stop(CommandId command, Instant deadline) throws LinkException, InterruptedException;

    /** Makes a running call end soon. Any thread; never blocks; no effect when none runs. */
    void interrupt();

    /** Ends the session and closes its link. Never throws for a broken link; a second call does nothing. */
    @Override
    void close();
}
