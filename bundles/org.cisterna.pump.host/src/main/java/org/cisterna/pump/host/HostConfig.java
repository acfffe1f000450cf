// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the pump host; all times are house time. */
@ObjectClassDefinition(
        name = "Pump host",
        description = "How long the host waits for pumps and drivers, and how much it holds")
public @interface HostConfig {

    /** Until a link is open, and until a session on it is authenticated, each. */
    @AttributeDefinition(
            name = "Open a link [ms]",
            description = "After this a pump that does not answer is refused; 100 to 300000")
    long openLinkMillis() default 10_000;

    /** Until an interrogation or a read-back has ended, each. */
    @AttributeDefinition(name = "Read [ms]", description = "After this a reading has failed; 100 to 300000")
    long readMillis() default 15_000;

    /** Until a plan is staged. */
    @AttributeDefinition(
            name = "Stage [ms]",
            description = "After this a command ends NOT_APPLIED, before anything was committed; 100 to 300000")
    long stageMillis() default 15_000;

    /** Until a commit has ended. */
    @AttributeDefinition(
            name = "Commit [ms]",
            description =
                    "After this the pump is read again, and a command whose end cannot be learned is UNKNOWN; 100 to 900000")
    long commitMillis() default 60_000;

    /** Until one attempt to stop has ended. */
    @AttributeDefinition(name = "Stop [ms]", description = "After this the stop is sent again; 100 to 300000")
    long stopMillis() default 10_000;

    /** Until a pairing has ended. */
    @AttributeDefinition(name = "Pair [ms]", description = "After this a pairing has failed; 100 to 300000")
    long pairMillis() default 30_000;

    /** How long a call may go on after it was told to end. */
    @AttributeDefinition(
            name = "Grace [ms]",
            description =
                    "A call that was told to end may take this long; then its link is cut, and after as long again it"
                            + " counts as stuck and its thread as lost; 10 to 60000")
    long graceMillis() default 1_000;

    /** Until an append or a read of the ledger has come back. */
    @AttributeDefinition(
            name = "Ledger [ms]",
            description =
                    "After this nothing is written to a pump, and an outcome goes into the journal; 100 to 300000")
    long ledgerMillis() default 10_000;

    /** The same, when a stop waits for it. */
    @AttributeDefinition(
            name = "Ledger before a stop [ms]",
            description = "After this a stop goes out and the journal keeps it; 10 to 10000")
    long ledgerBeforeStopMillis() default 2_000;

    /** How long a request may wait for its turn. */
    @AttributeDefinition(name = "Queue [ms]", description = "After this a waiting request is refused; 100 to 900000")
    long queuedMillis() default 60_000;

    /** How many requests may wait for one pump. */
    @AttributeDefinition(
            name = "Queue length",
            description = "More requests than this are refused, stops excepted; 1 to 1000")
    int queueLength() default 32;

    /** How many calls into one driver may be under way. */
    @AttributeDefinition(
            name = "Calls per driver",
            description = "So many pumps of one driver can be in session at once; one more is kept for stops; 1 to 256")
    int lanes() default 8;

    /** How often a stop is sent, and how often a pump is read again. */
    @AttributeDefinition(
            name = "Attempts",
            description =
                    "How often a stop is sent, and how often a pump is read again to learn what became of a command; 1 to 20")
    int attempts() default 3;

    /** Between two attempts. */
    @AttributeDefinition(name = "Pause between attempts [ms]", description = "0 to 60000")
    long pauseMillis() default 1_000;

    /** Size of the emergency journal. */
    @AttributeDefinition(
            name = "Journal [bytes]",
            description = "Size of the emergency journal when it is made; 65536 to 67108864")
    int journalBytes() default 1 << 20;
}
