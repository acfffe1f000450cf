// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Everything that people do to a pump, from its enrolment to the end of a visit. An OSGi service; thread-safe. A call that speaks to a pump
 * or enters something blocks until that is done.
 *
 * <p>Each call is made by somebody ({@link Identified}) and asks {@link Act} whether that person may. A refusal changed nothing, but that it
 * may have made void a change of dose that does not stand any more, used up a nonce, and entered that a blind entry was equal, or that a
 * retyped dose was not; it names every reason it found, and has the codes of {@link Refusal}, of the pump host, or of the engine. A service that is missing is
 * a refusal in words ({@link Refusal#SERVICE_MISSING}), never an exception. What is typed comes as text with its unit and is refused field
 * by field.
 *
 * <p>Nothing is kept but in the ledger, nonces apart: after a restart every answer is the same, and a nonce is asked for again.
 *
 * <p>One act at a time changes the therapy of a pump; another one that comes meanwhile is refused ({@link Refusal#ACT_UNDER_WAY}), naming
 * whose act it waits for. Reading and stopping never wait.
 */
@ProviderType
public interface Therapy {

    /**
     * Pairs with a pump and enters what cannot be read from it. A pump that is paired already and has no implant record is not paired again.
     */
    Answer<Implant> enrol(EnrolRequest request, Identified who);

    /** The enrolled pumps, in the order of their identities. */
    Answer<List<Implant>> implants(Identified who);

    /** One enrolled pump. */
    Answer<Implant> implant(PumpId pump, Identified who);

    /** Opens a visit; refused while one is open for this pump, naming whose. */
    Answer<Visit> openVisit(PumpId pump, Identified who);

    /** The visits of a pump, the newest first. */
    Answer<List<Visit>> visits(PumpId pump, Identified who);

    /** One visit. */
    Answer<Visit> visit(String visit, Identified who);

    /**
     * Reads the pump of an open visit. Also resolves a change of dose whose outcome is unknown, where the reading can, and makes void what was
     * made for another revision.
     *
     * @return the reading; one that is not entered says so and bases no draft
     */
    Answer<PumpStatus.Reading> read(String visit, Identified who);

    /**
     * Drafts a change of dose on the last reading of the visit. Refused while another draft is open for this pump.
     *
     * @return the draft, with the proposal; one that is blocked is entered too, and cannot be authored
     */
    Answer<DoseChange> draft(String visit, TypedOrder order, Identified who);

    /** Makes a draft void and drafts another order in its place; for its author. Signatures under the old one are void with it. */
    Answer<DoseChange> edit(String change, TypedOrder order, Identified who);

    /** One change of dose, as this person may see it. */
    Answer<DoseChange> change(String change, Identified who);

    /** Gives up a draft; for its author. */
    Answer<DoseChange> discard(String change, Identified who);

    /**
     * Issues a nonce for the next signature of this person under this change: as its author, or as the second person.
     *
     * @return good for some minutes and one attempt
     */
    Answer<SignNonce> nonce(String change, Identified who);

    /**
     * Signs as author.
     *
     * @param confirmations a reason for each finding that asks for one; none else
     */
    Answer<DoseChange> author(String change, List<Confirmation> confirmations, SignRequest sign, Identified who);

    /**
     * Compares what the second person typed with the order, and signs when all three values are equal and no finding asks for the second
     * person's reason. The same as {@link #verify(String, BlindEntry, List, SignRequest, Identified)} without reasons.
     */
    default Answer<DoseChange> verify(String change, BlindEntry entry, SignRequest sign, Identified who) {
        return verify(change, entry, List.of(), sign, who);
    }

    /**
     * Compares what the second person typed with the order, and signs when all three values are equal and each finding that asks two persons
     * for a reason ({@link org.cisterna.dosing.Finding#twoPersons()}) has one of the second person's own.
     *
     * <p>Nobody can confirm what they have not seen, and nobody sees the numbers before their entry was compared. So a change with such
     * findings takes two calls of the same person. A page does it thus:
     *
     * <ol>
     *   <li>The blind page calls with the entry and without reasons. Equal, but with such findings, it is refused with one {@link
     *       Refusal#CONFIRMATION_MISSING} for each, whose {@code field} is the finding's code, a space and its subject. The nonce is used up, the
     *       state is still AUTHORED, and that the entry was equal is entered: from now on {@link #change} gives this person the numbers, and
     *       {@code numbers} that are there while the change is AUTHORED and of another author tell a page that it is at the second call.
     *   <li>The page shows the numbers, asks for a reason for each finding of {@code numbers().proposal()} with {@code twoPersons}, and for the
     *       password; asks for another {@link #nonce}; and calls again with the same entry, the reasons, and the new signature.
     * </ol>
     *
     * @param confirmations the second person's reason for each finding that asks two persons for one; none else
     * @return the change, VERIFIED; or in the state MISMATCH: then something differed, it is entered, it is not said what, and author and
     *     second person begin again
     */
    Answer<DoseChange> verify(
            String change, BlindEntry entry, List<Confirmation> confirmations, SignRequest sign, Identified who);

    /**
     * Refuses as second person.
     *
     * @param reason in words, 3 to 200 characters
     */
    Answer<DoseChange> reject(String change, String reason, Identified who);

    /**
     * Issues a nonce for a signature of one meaning. Of its author for {@link Signature.Meaning#AUTHORED} and {@link
     * Signature.Meaning#BREAK_GLASS}, of a second person for the others; refused for the reasons for which that signature would be.
     */
    Answer<SignNonce> nonce(String change, Signature.Meaning meaning, Identified who);

    /**
     * Signs one's own draft alone: a clinician, in an emergency in which there is no second person. The daily total of the primary drug is
     * retyped and compared by its value; one that differs is refused ({@link Refusal#RETYPE_DIFFERS}) without saying either, entered, and makes a
     * signature as author void. A BLOCK has no override. Takes a nonce of the meaning {@link Signature.Meaning#BREAK_GLASS}.
     *
     * @return the change, SIGNED_ALONE; from its release on, another clinician has to review it
     */
    Answer<DoseChange> breakGlass(String change, EmergencyRequest request, SignRequest sign, Identified who);

    /** What was released by one clinician alone and is not reviewed yet, the one that is due first at the front. */
    Answer<List<BreakGlass>> openReviews(Identified who);

    /** What was released by one clinician alone, reviewed or not. */
    Answer<BreakGlass> brokenGlass(String change, Identified who);

    /**
     * Reviews what another clinician released alone, once; however late. Takes a nonce of the meaning {@link Signature.Meaning#REVIEWED}.
     */
    Answer<BreakGlass> review(String change, ReviewRequest request, SignRequest sign, Identified who);

    /** Releases a verified change, or one that was signed alone, once; for one of its signers. */
    Answer<DoseChange> release(String change, Identified who);

    /**
     * Sends a released change to the pump and waits for the end; for one of its signers.
     *
     * @return with its outcome; refused, with nothing sent and the release unspent, when the host refuses
     */
    Answer<DoseChange> send(String change, Identified who);

    /**
     * Stops delivery, overtaking everything, on the word of one person. Works without a visit, without an implant record and without a
     * ledger.
     */
    Answer<StopResult> stop(PumpId pump, StopRequest request, Identified who);

    /** Closes a visit. A draft that is still open becomes void; one that is being sent, or whose outcome is unknown, keeps it open. */
    Answer<Visit> close(String visit, CloseRequest request, Identified who);

    /**
     * Ledger entries about a pump, the oldest first.
     *
     * @param from the first sequence wanted, at least 0
     * @param max the most to return, 1 to 1000
     */
    Answer<List<PumpEvent>> events(PumpId pump, long from, int max, Identified who);

    /** The services that are missing for therapy to be changed, in words; empty when none is. */
    List<String> missing();

    /**
     * Why no dose can be changed now though every service is there, in words: limits that never came, nobody with a valid account, no way to any
     * pump. Empty when nothing stands in the way. What is missing altogether is said by {@link #missing()} and not again here.
     */
    List<String> obstacles();
}
