// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import static org.cisterna.therapy.Role.ADMIN;
import static org.cisterna.therapy.Role.AUDITOR;
import static org.cisterna.therapy.Role.CLINICIAN;
import static org.cisterna.therapy.Role.INTEGRATOR;
import static org.cisterna.therapy.Role.PROGRAMMER;
import static org.cisterna.therapy.Role.TECHNICIAN;
import static org.cisterna.therapy.Role.VIEWER;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a person can want to do, and the one table of who may: a role that is not named may not. Whoever offers an act asks here, and the
 * services behind it ask again.
 *
 * <p>Some acts have a rule beyond the role, kept by {@link Therapy}: only the one who drafted authors; nobody verifies what he authored, or
 * with an account that may read the ledger, where the numbers stand; only the one who drafted signs alone, and nobody reviews what he signed
 * alone; whoever authored, verified or signed alone may release and send.
 */
@SuppressWarnings("ImmutableEnumChecker") // both sets are unmodifiable; the checker knows only Guava's type
public enum Act {
    /** See pumps, implants, visits and events, and drafts as far as their numbers may be seen. */
    SEE_PUMPS("see pumps and visits", VIEWER, TECHNICIAN, PROGRAMMER, CLINICIAN, INTEGRATOR),
    /** See which drivers are there, and why one is not used. */
    SEE_DRIVERS("see drivers", VIEWER, TECHNICIAN, PROGRAMMER, CLINICIAN, INTEGRATOR),
    /** Pair with a pump and enter patient reference, catheter, indication and content. */
    ENROL("enrol a pump", TECHNICIAN, PROGRAMMER, CLINICIAN),
    /** Open a visit. */
    OPEN_VISIT("open a visit", TECHNICIAN, PROGRAMMER, CLINICIAN),
    /** Read a pump; changes nothing in it. */
    READ_PUMP("read a pump", TECHNICIAN, PROGRAMMER, CLINICIAN),
    /** Draft a change of dose, edit one's own draft, discard it. */
    DRAFT("draft a change of dose", PROGRAMMER, CLINICIAN),
    /** Sign one's own draft as its author. */
    AUTHOR("sign as author", PROGRAMMER, CLINICIAN),
    /** Enter drug, concentration and daily total blind, and sign; or reject. */
    VERIFY("verify as second person", CLINICIAN),
    /** Sign one's own draft alone, in an emergency without a second person; another clinician reviews it. */
    BREAK_GLASS("sign alone in an emergency", CLINICIAN),
    /** Review what another clinician signed alone. */
    REVIEW("review what was signed alone", CLINICIAN),
    /** Release a change that is verified, or was signed alone in an emergency. */
    RELEASE("release", PROGRAMMER, CLINICIAN),
    /** Send a released change to the pump. */
    SEND("send to the pump", PROGRAMMER, CLINICIAN),
    /** Stop delivery. */
    STOP("stop a pump", Set.of(TECHNICIAN), PROGRAMMER, CLINICIAN),
    /** Do by hand what a pump without telemetry takes, say so step by step, and attest it. */
    BY_HAND("fill and empty by hand, and attest it", TECHNICIAN, PROGRAMMER, CLINICIAN),
    /** Close a visit. */
    CLOSE_VISIT("close a visit", TECHNICIAN, PROGRAMMER, CLINICIAN),
    /** Admit, start, stop and remove drivers. */
    ADMIT_DRIVER("admit a driver", INTEGRATOR),
    /** Run the conformance kit on a driver, and cancel a run. */
    RUN_CONFORMANCE("run the conformance kit", INTEGRATOR),
    /** See editions of the drug library, what is different in them and which pumps would change verdict. */
    SEE_LIBRARY("see editions of the drug library", VIEWER, TECHNICIAN, PROGRAMMER, CLINICIAN, INTEGRATOR),
    /** Draft an edition of the drug library. */
    DRAFT_LIBRARY("draft an edition of the drug library", PROGRAMMER, CLINICIAN),
    /** Say that one has read an edition that somebody else drafted. */
    REVIEW_LIBRARY("review an edition of the drug library", CLINICIAN),
    /** Put a reviewed edition into force, or take the one in force out of it. */
    RELEASE_LIBRARY("release or withdraw an edition of the drug library", CLINICIAN),
    /** Read entries of the ledger with their content. */
    READ_LEDGER("read the ledger", AUDITOR),
    /** Freeze a pump and a time into an incident file. */
    FREEZE_INCIDENT("freeze an incident file", AUDITOR, CLINICIAN),
    /** Make, change and revoke accounts. */
    ADMIN_PEOPLE("administer people", ADMIN);

    private final String words;
    private final Set<Role> freely;
    private final Set<Role> namingWhoOrdered;

    Act(String words, Role... freely) {
        this(words, Set.of(), freely);
    }

    Act(String words, Set<Role> namingWhoOrdered, Role... freely) {
        this.words = words;
        this.freely = Set.of(freely);
        this.namingWhoOrdered = Set.copyOf(namingWhoOrdered);
    }

    /** The act in words, for people: {@code draft a change of dose}. */
    public String words() {
        return words;
    }

    /** The name in files and scopes of tokens: lower case with hyphens, for example {@code read-pump}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The act of this name, as {@link #text()} writes it; empty when there is none. */
    public static Optional<Act> of(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
    }

    /** What a role says to this act. */
    public Permit permits(Role role) {
        if (freely.contains(role)) {
            return Permit.YES;
        }
        return namingWhoOrdered.contains(role) ? Permit.NAMING_WHO_ORDERED : Permit.NO;
    }

    /** What these roles together say to this act: the widest of them. */
    public Permit permits(Set<Role> roles) {
        Permit widest = Permit.NO;
        for (Role each : roles) {
            widest = widest.or(permits(each));
        }
        return widest;
    }

    /** The role out of these in which the act is done: of those that allow it most widely, the first; empty when none allows it. */
    public Optional<Role> actingRole(Set<Role> roles) {
        Permit widest = permits(roles);
        return widest.allows() ? roleWith(widest, roles) : Optional.empty();
    }

    private Optional<Role> roleWith(Permit permit, Set<Role> roles) {
        return Stream.of(Role.values())
                .filter(each -> roles.contains(each) && permits(each) == permit)
                .findFirst();
    }
}
