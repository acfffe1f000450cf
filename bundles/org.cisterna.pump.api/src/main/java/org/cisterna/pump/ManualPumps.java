// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one who keeps pumps without telemetry: what people attested of them, and nothing else. An OSGi service beside {@link PumpHost}, by the same
 * provider, which shows these pumps in its lists too. Thread-safe; a call that enters something blocks until that is done.
 *
 * <p>An act is a record. Its intent is durable before anybody touches the pump, and from then on it is UNKNOWN what the pump is like, until two
 * people attest the record; then it is APPLIED, or NOT_APPLIED when nothing was done to the pump, with {@link Outcome.Evidence#ATTESTED}. While
 * it is open, no other refill is begun. An emptying overtakes a refill that is under way.
 */
@ProviderType
public interface ManualPumps {

    /** The families that are described now, in the order of their names. */
    List<ManualDescription> families();

    /** The known pumps, in the order of their identities. */
    List<ManualPump> manualPumps();

    /** One of them. */
    Optional<ManualPump> manualPump(PumpId pump);

    /**
     * Makes a pump known, by its label.
     *
     * @param label as somebody read it
     * @param fill what it was filled with last, by its papers
     * @return who it is; refused when it is known already, its family is not described, or the label cannot be one of that family
     */
    Answer<PumpIdentity> register(ManualLabel label, ManualFill fill, Caller caller);

    /**
     * Begins a refill.
     *
     * @param plan exactly what was signed: the label's flow all day, the new solution, and one {@link ProgrammePart.Refill} that says how much
     * @param release sequence of the ledger entry of the release
     * @param command a new id
     * @return the pump with its open record; refused, with nothing entered, when release, revision, description, ledger or a standing UNKNOWN
     *     forbids it
     */
    Answer<ManualPump> begin(Plan plan, long release, CommandId command, Caller caller);

    /**
     * Begins an emptying that is meant to last: the only way to stop such a pump. One person suffices. It overtakes a refill that is under way, and
     * is written down even when the ledger is away.
     *
     * @param reason in words, 1 to 200 characters
     * @param orderedBy who ordered it, when the caller did not decide alone; a technician names one
     */
    Answer<ManualPump> empty(PumpId pump, CommandId command, String reason, Optional<String> orderedBy, Caller caller);

    /** Enters a step that somebody says to have done; refused when it is not its turn, or what was typed cannot be. */
    Answer<ManualPump> step(PumpId pump, CommandId command, ManualStep step, Caller caller);

    /**
     * Ends a record by two signatures that cover it as it stands.
     *
     * @param performed sequence of the ledger entry of the signature of who did it
     * @param witnessed that of another person, by account and by printed name, who saw it
     * @return how it ended; refused when a step is missing, or a signature does not cover this record
     */
    Answer<CommandResult> attest(PumpId pump, CommandId command, long performed, long witnessed, Caller caller);
}
