// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.run;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs of the conformance kit on the drivers of this platform. An OSGi service; thread-safe.
 *
 * <p>One run goes on at a time. It is entered when it begins and when it ends, however it ends; without a ledger none begins. Whoever asks has
 * been allowed to by whoever calls.
 */
@ProviderType
public interface KitRuns {

    /** Every driver whose service is there, by symbolic name, and how it stands. */
    List<Standing> standings();

    /** Every run that the ledger knows, the newest first, the one under way at the front. */
    List<KitRun> runs();

    /** One run. */
    Optional<KitRun> run(String id);

    /**
     * Why runs and standings are not known now, or no run can begin, in words; empty when nothing is in the way. A run under way is not.
     */
    Optional<String> obstacle();

    /**
     * Begins a run; it goes on after this has returned.
     *
     * @return the run, under way; refused for {@code NO_SUCH_DRIVER}, {@code RUN_UNDER_WAY}, {@code VALUE_REFUSED}, {@code KIT_MISSING}, {@code
     *     KIT_NOT_STARTED}, {@code LEDGER_UNAVAILABLE} or {@code EVIDENCE_UNAVAILABLE}
     */
    Answer<KitRun> start(RunOrder order, Caller caller);

    /**
     * Ends a run that is under way; it leaves no result.
     *
     * @return the run, cancelled; refused for {@code NO_SUCH_RUN} or {@code NOT_UNDER_WAY}
     */
    Answer<KitRun> cancel(String id, Caller caller);

    /**
     * One file of the report of a run, unchanged since it was entered.
     *
     * @return its bytes; refused for {@code NO_SUCH_RUN}, {@code NO_REPORT} when the run left no such file, or {@code EVIDENCE_LOST} when it
     *     is gone or was edited
     */
    Answer<byte[]> file(String id, ReportFile file);
}
