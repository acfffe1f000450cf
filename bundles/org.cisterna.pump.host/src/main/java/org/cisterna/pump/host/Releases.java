// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Plan;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Release;
import org.cisterna.pump.Release.Signer;
import org.cisterna.pump.Violation;

/**
 * Whether a release permits a plan now. The release and its signatures are looked up in the ledger by their numbers; nothing that the caller
 * says about them counts. It takes two people, or one clinician who signed with the meaning that is there for an emergency and nothing else; and
 * for a prime whoever signed that the patient is watched.
 */
final class Releases {

    private static final String SIGNATURE = "therapy.signature";
    private static final int SIGNATURE_VERSION = 1;
    /** Who made the plan, and who took drug, concentration and daily total from order and vial alone. */
    private static final Set<String> OF_TWO = Set.of("AUTHORED", "INDEPENDENTLY_VERIFIED");
    /** Who made the plan and answers for it alone. */
    private static final Set<String> OF_ONE = Set.of("BREAK_GLASS");
    /** Who sees to it that the patient is watched while drug is pushed through the path at once; asked for by a prime beside the others. */
    private static final String WATCHED = "PATIENT_WATCHED";
    /** In which role that one acts, as the signature's entry has it. */
    private static final String ROLE_OF_ONE = "clinician";

    private final LedgerDesk desk;
    private final HostFold fold;
    private final Duration limit;

    Releases(LedgerDesk desk, HostFold fold, Duration limit) {
        this.desk = desk;
        this.fold = fold;
        this.limit = limit;
    }

    /** Every reason for which the release does not permit it; none when it does. */
    List<Violation> check(Plan plan, long number, CommandId command, Instant now) {
        Called<Envelope> found = desk.one(number, limit);
        if (!(found instanceof Called.Value<Envelope> value)) {
            return List.of(no(number, "it was not found: " + ((Called.Failed<Envelope>) found).words()));
        }
        Entry entry = value.value().entry();
        if (!entry.type().equals(Release.ENTRY_TYPE) || entry.version() != Release.ENTRY_VERSION) {
            return List.of(no(number, "this entry is no release: " + entry.type() + " version " + entry.version()));
        }
        Release release;
        try {
            release = Release.fromJson(entry.body());
        } catch (RuntimeException e) { // whatever is wrong with it: it permits nothing
            return List.of(no(number, "its body cannot be read: " + ForeignWords.of(e.getMessage())));
        }
        List<Violation> violations = new ArrayList<>();
        fold.usedBy(number)
                .filter(user -> !user.equals(command))
                .ifPresent(user -> violations.add(Violation.of(
                        "RELEASE_USED",
                        "release",
                        Long.toString(number),
                        "it was used by command " + user + "; a release permits one command")));
        if (!now.isBefore(release.expires())) {
            violations.add(
                    Violation.of("RELEASE_EXPIRED", "release", now.toString(), "its time is over; sign the plan again")
                            .against(release.expires().toString(), "the release"));
        }
        covers(
                violations,
                number,
                "release",
                plan,
                new Cover(
                        entry.pump(),
                        release.pump().text(),
                        release.revision().number(),
                        release.plan().text()));
        if (release.signers().stream()
                .noneMatch(each -> each.person().equals(entry.actor().id()))) {
            violations.add(no(number, "it was entered by " + entry.actor().id() + ", who is none of its signers"));
        }
        signers(violations, release, number, plan, now);
        return violations;
    }

    private record Cover(Optional<String> entryPump, String pump, long revision, String plan) {}

    private static void covers(List<Violation> violations, long number, String what, Plan plan, Cover cover) {
        String digest = plan.digest().text();
        if (!cover.plan().equals(digest)) {
            violations.add(new Violation(
                    "PLAN_MISMATCH",
                    "the " + what + " in entry " + number
                            + " is for another plan; any change of a plan needs new signatures",
                    Optional.of("plan"),
                    Optional.of(digest),
                    Optional.of(cover.plan()),
                    Optional.of("entry " + number)));
        }
        boolean samePump =
                cover.pump().equals(plan.pump().text()) && cover.entryPump().equals(Optional.of(cover.pump()));
        if (!samePump || cover.revision() != plan.expected().number()) {
            violations.add(no(
                    number,
                    "the " + what + " is for " + ForeignWords.of(cover.pump()) + " at revision " + cover.revision()
                            + " and the plan for " + plan.pump() + " at revision " + plan.expected()));
        }
    }

    private void signers(List<Violation> violations, Release release, long number, Plan plan, Instant now) {
        Set<String> meanings = new TreeSet<>();
        Set<String> people = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        Set<String> roles = new TreeSet<>();
        List<Signer> deciding = deciding(violations, release, plan);
        for (Signer signer : release.signers()) {
            Optional<Actor> actor = signature(violations, signer, number, plan, now);
            if (deciding.contains(signer)) {
                meanings.add(signer.meaning());
                people.add(signer.person());
                actor.ifPresent(each -> {
                    names.add(each.printedName());
                    roles.add(each.role());
                });
            }
        }
        boolean isOfOne = meanings.equals(OF_ONE);
        Set<String> needed = isOfOne ? OF_ONE : OF_TWO;
        if (deciding.size() != needed.size() || !meanings.equals(needed)) {
            violations.add(no(
                    number,
                    "it needs one signature as AUTHORED and one as INDEPENDENTLY_VERIFIED, or a single one as BREAK_GLASS,"
                            + " and has " + deciding.size() + " as " + meanings));
        }
        if (people.size() != needed.size() || names.size() != needed.size()) {
            violations.add(
                    no(number, "author and second person are two people; it names " + people + ", printed " + names));
        }
        if (isOfOne && !roles.equals(Set.of(ROLE_OF_ONE))) {
            violations.add(
                    no(number, "who signs alone does so as " + ROLE_OF_ONE + ", and this was signed as " + roles));
        }
    }

    /**
     * Who answers for the plan. A prime asks one more who signed that the patient is watched, and may be one of the others: the hour after it is the
     * dangerous one, for what lies in the path comes at once.
     */
    private static List<Signer> deciding(List<Violation> violations, Release release, Plan plan) {
        if (plan.parts().stream().noneMatch(ProgrammePart.Prime.class::isInstance)) {
            return release.signers();
        }
        List<Signer> others = release.signers().stream()
                .filter(each -> !each.meaning().equals(WATCHED))
                .toList();
        int watching = release.signers().size() - others.size();
        if (watching != 1) {
            violations.add(Violation.of(
                    "PATIENT_NOT_WATCHED",
                    "signers",
                    Integer.toString(watching),
                    "a prime pushes what is in the path into the patient at once: one person signs as " + WATCHED
                            + " that the patient is being watched"));
        }
        return others;
    }

    /** Checks one signature; gives who signed, when there is a signature at all. */
    private Optional<Actor> signature(List<Violation> violations, Signer signer, long release, Plan plan, Instant now) {
        Called<Envelope> found = desk.one(signer.entry(), limit);
        if (!(found instanceof Called.Value<Envelope> value) || signer.entry() >= release) {
            violations.add(
                    no(release, "the signature it names in entry " + signer.entry() + " is not there before it"));
            return Optional.empty();
        }
        Entry entry = value.value().entry();
        if (!entry.type().equals(SIGNATURE) || entry.version() != SIGNATURE_VERSION) {
            violations.add(no(
                    release,
                    "entry " + signer.entry() + " is no signature: " + entry.type() + " version " + entry.version()));
            return Optional.empty();
        }
        try {
            JsonObject body = entry.body();
            covers(
                    violations,
                    signer.entry(),
                    "signature",
                    plan,
                    new Cover(entry.pump(), body.string("pump"), body.number("revision"), body.string("plan")));
            if (!body.string("meaning").equals(signer.meaning())) {
                violations.add(no(
                        release,
                        "entry " + signer.entry() + " was signed as " + ForeignWords.of(body.string("meaning"))
                                + ", not as " + ForeignWords.of(signer.meaning())));
            }
            if (!now.isBefore(Instant.parse(body.string("expires")))) {
                violations.add(Violation.of(
                                "SIGNATURE_EXPIRED",
                                "signature",
                                now.toString(),
                                "the time of the signature in entry " + signer.entry()
                                        + " is over; sign the plan again")
                        .against(body.string("expires"), "entry " + signer.entry()));
            }
        } catch (RuntimeException e) { // whatever is wrong with it: it is no signature
            violations.add(no(
                    release,
                    "the signature in entry " + signer.entry() + " cannot be read: "
                            + ForeignWords.of(e.getMessage())));
        }
        if (!entry.actor().id().equals(signer.person()) || entry.actor().isSystem()) {
            violations.add(no(
                    release,
                    "entry " + signer.entry() + " was signed by "
                            + entry.actor().id() + ", not by " + ForeignWords.of(signer.person())));
        }
        return Optional.of(entry.actor());
    }

    private static Violation no(long number, String words) {
        return Violation.of(
                "RELEASE_INVALID",
                "release",
                Long.toString(number),
                "entry " + number + " does not permit this: " + words);
    }
}
