// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.Optional;
import org.cisterna.pump.Violation;

/**
 * The reasons for which {@link Therapy}, {@link People}, {@link Sessions} and {@link Administration} refuse, as stable codes; {@link #name()} is the code of a {@link Violation}. A
 * refusal by the pump host or by the engine keeps its own code.
 */
public enum Refusal {
    /** The roles do not allow it. */
    NOT_PERMITTED(Kind.FORBIDDEN),
    /** The token is not good for it. */
    SCOPE_MISSING(Kind.FORBIDDEN),
    /** Only the author of the draft may. */
    NOT_AUTHOR(Kind.FORBIDDEN),
    /** The second person is the first. */
    SAME_PERSON(Kind.FORBIDDEN),
    /** The second person may read the ledger, where the numbers stand, and so would not be blind. */
    NOT_BLIND(Kind.FORBIDDEN),
    /** Only those who signed may. */
    NOT_SIGNER(Kind.FORBIDDEN),
    /** The password is wrong. */
    PASSWORD_WRONG(Kind.FORBIDDEN),
    /** Account or password is wrong; which of them is not said. */
    SIGN_IN_WRONG(Kind.FORBIDDEN),
    /** The session is over, or there never was one. */
    SESSION_ENDED(Kind.FORBIDDEN),
    /** The session is locked; it opens with the password. */
    SESSION_LOCKED(Kind.FORBIDDEN),
    /** A second administrator has to confirm the invitation first. */
    NOT_CONFIRMED(Kind.FORBIDDEN),
    /** The account has expired or been revoked, or there is none. */
    ACCOUNT_INACTIVE(Kind.FORBIDDEN),
    /** Too many wrong passwords; says until when. */
    TOO_MANY_ATTEMPTS(Kind.TOO_MANY),
    /** There are too many sessions; says what to do. */
    TOO_MANY_SESSIONS(Kind.TOO_MANY),
    /** A technician must name who ordered it. */
    ORDERED_BY_MISSING(Kind.INVALID),
    /** A typed value cannot be read or is not allowed; names field and value. */
    BAD_VALUE(Kind.INVALID),
    /** The new password is too short, too long, or one that anybody would try. */
    PASSWORD_WEAK(Kind.INVALID),
    /** Not a pseudonymous reference. */
    PATIENT_REFERENCE(Kind.INVALID),
    /** A finding that asks for a reason, or for another one of the second person, got none. */
    CONFIRMATION_MISSING(Kind.INVALID),
    /** What was retyped to sign alone is not the daily dose of the change; neither value is said. */
    RETYPE_DIFFERS(Kind.INVALID),
    /** No such pump is known. */
    UNKNOWN_PUMP(Kind.NOT_FOUND),
    /** The pump has no implant record yet. */
    NOT_ENROLLED(Kind.NOT_FOUND),
    /** No such visit. */
    UNKNOWN_VISIT(Kind.NOT_FOUND),
    /** No such change of dose. */
    UNKNOWN_CHANGE(Kind.NOT_FOUND),
    /** Nobody released this change alone, so there is nothing to review. */
    NOT_SIGNED_ALONE(Kind.NOT_FOUND),
    /** The link was used, withdrawn, is too old, or was never made. */
    LINK_INVALID(Kind.NOT_FOUND),
    /** No such account, or not a valid one. */
    UNKNOWN_ACCOUNT(Kind.NOT_FOUND),
    /** No such session. */
    UNKNOWN_SESSION(Kind.NOT_FOUND),
    /** No such token. */
    UNKNOWN_TOKEN(Kind.NOT_FOUND),
    /** No such invitation is open. */
    UNKNOWN_INVITATION(Kind.NOT_FOUND),
    /** No such change of roles waits. */
    UNKNOWN_ROLE_CHANGE(Kind.NOT_FOUND),
    /** The account's name was given before; it is never given again. */
    ACCOUNT_TAKEN(Kind.CONFLICT),
    /** The printed name cannot be told from another person's. */
    NAME_TAKEN(Kind.CONFLICT),
    /** It would leave no administrator. */
    LAST_ADMIN(Kind.CONFLICT),
    /** Too many of them are open; end some first. */
    TOO_MANY_OPEN(Kind.CONFLICT),
    /** The pump has an implant record already. */
    ALREADY_ENROLLED(Kind.CONFLICT),
    /** A visit is open for this pump; names whose and since when. */
    VISIT_OPEN(Kind.CONFLICT),
    /** The visit is closed. */
    VISIT_CLOSED(Kind.CONFLICT),
    /** Nothing was read in this visit, or it stands in no ledger. */
    NO_READING(Kind.CONFLICT),
    /** The last reading is too old to base a draft on. */
    READING_TOO_OLD(Kind.CONFLICT),
    /** The pump holds something else than the implant record says. */
    CONTENT_DIFFERS(Kind.CONFLICT),
    /** What came out of the pump is not what was expected, and two people have not signed for a reason yet. */
    RESIDUAL_DIFFERS(Kind.CONFLICT),
    /** The outcome of a command is unknown; read the pump first. */
    UNKNOWN_STANDS(Kind.CONFLICT),
    /** Another draft is open for this pump; names whose and since when. */
    DRAFT_OPEN(Kind.CONFLICT),
    /** The change is not in the state that this act starts from. */
    WRONG_STATE(Kind.CONFLICT),
    /** A finding blocks; there is no override. */
    BLOCKED(Kind.CONFLICT),
    /** The nonce was not issued for this signature, or has been used. */
    NONCE_INVALID(Kind.CONFLICT),
    /** Draft, signature or nonce is past its time. */
    EXPIRED(Kind.CONFLICT),
    /** The pump has another revision than the plan was made for. */
    STALE_REVISION(Kind.CONFLICT),
    /** The driver is another one than the plan was made for. */
    DRIVER_CHANGED(Kind.CONFLICT),
    /** A signer's account or role has changed since. */
    SIGNER_CHANGED(Kind.CONFLICT),
    /** The order was edited; the plan that was signed is void. */
    EDITED(Kind.CONFLICT),
    /** The change is void for another reason, given in words. */
    VOID(Kind.CONFLICT),
    /** It was reviewed already. */
    REVIEWED(Kind.CONFLICT),
    /** A change is still open. */
    CHANGE_OPEN(Kind.CONFLICT),
    /** The pump was not seen running. */
    NOT_RUNNING(Kind.CONFLICT),
    /** The pump was not seen stopped. */
    NOT_STOPPED(Kind.CONFLICT),
    /** Somebody else is at it on the same pump. */
    ACT_UNDER_WAY(Kind.CONFLICT),
    /** The ledger holds an entry about this pump that this version cannot read. */
    UNKNOWN_ENTRY(Kind.CONFLICT),
    /** A service that is needed is not there; names it. */
    SERVICE_MISSING(Kind.UNAVAILABLE),
    /** Nothing can be entered in the ledger now. */
    LEDGER_UNAVAILABLE(Kind.UNAVAILABLE);

    /** What kind of refusal it is, for those who answer in another protocol. */
    public enum Kind {
        /** What was sent is wrong. */
        INVALID,
        /** This person may not. */
        FORBIDDEN,
        /** There is no such thing. */
        NOT_FOUND,
        /** Not in the present state. */
        CONFLICT,
        /** Not so often. */
        TOO_MANY,
        /** Something is not there; try again later. */
        UNAVAILABLE
    }

    private final Kind kind;

    Refusal(Kind kind) {
        this.kind = kind;
    }

    /** What kind of refusal it is. */
    public Kind kind() {
        return kind;
    }

    /** A violation that concerns no single field. */
    public Violation because(String message) {
        return Violation.of(name(), message);
    }

    /** A violation of a field whose value is a secret, and so stands nowhere. */
    public Violation ofSecret(String field, String message) {
        return new Violation(name(), message, Optional.of(field), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A violation of a field by a value. */
    public Violation because(String field, String value, String message) {
        return Violation.of(name(), field, value, message);
    }
}
