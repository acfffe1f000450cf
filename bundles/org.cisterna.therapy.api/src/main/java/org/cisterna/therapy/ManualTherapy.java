// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What people do to a pump without telemetry: order the next fill, look at it with four eyes, do it by hand, and attest it. An OSGi service beside
 * {@link Therapy}, by the same provider and with the same rules about refusals, missing services and one act at a time.
 *
 * <ol>
 *   <li>A programmer or clinician <em>orders</em>: the dosing engine computes the concentration from the flow that was measured between the last two
 *       attested acts, or from the label's before there is one. A BLOCK is refused.
 *   <li>The author signs ({@code AUTHORED}), with a reason for each finding that asks for one.
 *   <li>Another person, a clinician, takes drug and concentration from the syringe and the dose from the order, blind, before anybody punctures; all
 *       three are compared, and that person signs ({@code INDEPENDENTLY_VERIFIED}). Until then nobody but the author gets the numbers.
 *   <li>One of the two <em>begins</em>: from here on it is unknown what the pump is like. Steps follow: identify, empty, fill. What was expected to
 *       come out is kept from everybody until what came out was entered.
 *   <li>Who did it signs ({@code PERFORMED}), and another person who saw it signs ({@code WITNESSED}); with the second the record is closed.
 * </ol>
 *
 * <p>To stop such a pump is to empty it: one person begins that, at once, and two attest it.
 */
@ProviderType
public interface ManualTherapy {

    /** Makes a pump known by its label and papers, and enters its implant record. */
    Answer<Implant> register(ManualRequest.Register request, Identified who);

    /** A pump, as this person may see it. */
    Answer<ManualCase> manualCase(PumpId pump, Identified who);

    /** Orders the next fill; in the place of one that was not begun. */
    Answer<ManualCase> order(PumpId pump, ManualRequest.Order order, Identified who);

    /** Issues a nonce for the next signature of this person about this pump: under its order, or under its record. */
    Answer<SignNonce> manualNonce(PumpId pump, Signature.Meaning meaning, Identified who);

    /** Signs one's own order. */
    Answer<ManualCase> author(PumpId pump, List<Confirmation> confirmations, SignRequest sign, Identified who);

    /**
     * Compares what the second person typed, and signs when all three are equal; a difference is entered and not said.
     *
     * @param confirmations a reason for each finding that asks two persons: {@link ManualCase.Order#asksTwo()}
     */
    Answer<ManualCase> verify(
            PumpId pump, BlindEntry entry, List<Confirmation> confirmations, SignRequest sign, Identified who);

    /** Begins the record of the order. */
    Answer<ManualCase> begin(PumpId pump, Identified who);

    /** Begins the record of an emptying: this is how such a pump is stopped. */
    Answer<ManualCase> empty(PumpId pump, StopRequest request, Identified who);

    /** Enters a step that this person says to have done. */
    Answer<ManualCase> step(PumpId pump, ManualRequest.Step step, Identified who);

    /**
     * Attests the record as it stands; the second of the two closes it.
     *
     * @param meaning {@code PERFORMED} or {@code WITNESSED}
     */
    Answer<ManualCase> attest(PumpId pump, Signature.Meaning meaning, SignRequest sign, Identified who);
}
