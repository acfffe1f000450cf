// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.AdministrationEntry;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.RoleChange;
import org.cisterna.therapy.RoleChange.State;
import org.cisterna.therapy.Staff;

/** Changes of roles, from the one who asks to the one who confirms. Those that wait outlive a restart. */
final class RoleChanges {

    static final int MOST_OPEN = 100;

    private final Accounts accounts;
    private final StateFile<RoleChange> kept;

    RoleChanges(Accounts accounts) {
        this.accounts = accounts;
        this.kept = new StateFile<>(accounts.stateFolder(), "role-changes", RoleChanges::toJson, RoleChanges::fromJson);
    }

    Answer<RoleChange> ask(Identified who, String account, List<String> names) {
        return Rights.administer(accounts, who)
                .then(admin -> Asked.roles(names))
                .then(roles -> accounts.exclusively(() -> ask(who, account, roles)));
    }

    private Answer<RoleChange> ask(Identified who, String account, Set<Role> roles) {
        Instant now = accounts.now();
        kept.removeIf(each -> !isOpen(each, now));
        Optional<Account> known = accounts.valid(account);
        Optional<Violation> refused =
                known.isEmpty() ? Optional.of(unknownAccount(account)) : refusal(known.get(), roles);
        if (refused.isPresent()) {
            return Answer.refused(refused.get());
        }
        Staff by = who.person().staff();
        RoleChange change = new RoleChange(
                Secret.freshId("r", accounts.randomness()),
                known.orElseThrow().person().staff(),
                known.orElseThrow().person().roles(),
                roles,
                by,
                now,
                now.plus(Administration.LINK_LIFE),
                State.WAITING);
        boolean alone = accounts.administrators().stream()
                .allMatch(each -> each.person().isSamePersonAs(by));
        if (alone) {
            return apply(who, change, State.APPLIED_ALONE);
        }
        kept.add(change);
        enter(who, change);
        return Answer.done(change);
    }

    private Optional<Violation> refusal(Account known, Set<Role> roles) {
        String account = known.person().id();
        if (known.person().roles().equals(roles)) {
            return Optional.of(Refusal.BAD_VALUE.because(
                    "roles", String.join(", ", KeptInvitation.texts(roles)), "The person has exactly these roles."));
        }
        if (kept.rows().stream().anyMatch(each -> each.person().account().equals(account))) {
            return Optional.of(Refusal.WRONG_STATE.because(
                    "A change of this person's roles waits already; confirm or reject that one first."));
        }
        if (kept.rows().size() >= MOST_OPEN) {
            return Optional.of(Refusal.TOO_MANY_OPEN.because(
                    MOST_OPEN + " changes of roles wait; confirm or reject some of them first."));
        }
        return lastAdministrator(known, roles);
    }

    private Optional<Violation> lastAdministrator(Account known, Set<Role> roles) {
        return roles.contains(Role.ADMIN) ? Optional.empty() : lastAdministrator(accounts, known);
    }

    /** A refusal when there is no other administrator than this account. */
    static Optional<Violation> lastAdministrator(Accounts accounts, Account account) {
        List<Account> all = accounts.administrators();
        boolean last = all.size() == 1
                && all.get(0).person().id().equals(account.person().id());
        return last
                ? Optional.of(Refusal.LAST_ADMIN.because(
                        "account", account.person().id(), "This is the only administrator; make another one first."))
                : Optional.empty();
    }

    Answer<List<RoleChange>> waiting(Identified who) {
        return Rights.administer(accounts, who)
                .map(admin -> accounts.exclusively(() -> {
                    Instant now = accounts.now();
                    List<RoleChange> open = new ArrayList<>(kept.rows().stream()
                            .filter(each -> isOpen(each, now))
                            .toList());
                    Collections.reverse(open);
                    return List.copyOf(open);
                }));
    }

    Answer<RoleChange> confirm(Identified who, String id) {
        return Rights.administer(accounts, who)
                .then(admin -> accounts.exclusively(() -> {
                    Optional<RoleChange> found = byId(id);
                    if (found.isEmpty()) {
                        return unknown();
                    }
                    if (admin.isSamePersonAs(found.get().by())) {
                        return Answer.refused(Refusal.SAME_PERSON.because(
                                "You asked for this change yourself; another administrator has to confirm it."));
                    }
                    return apply(who, found.get(), State.CONFIRMED);
                }));
    }

    private Answer<RoleChange> apply(Identified who, RoleChange change, State state) {
        Optional<Account> known = accounts.valid(change.person().account());
        if (known.isEmpty()) {
            return Answer.refused(unknownAccount(change.person().account()));
        }
        if (!known.get().person().roles().equals(change.from())) {
            return Answer.refused(Refusal.WRONG_STATE.because(
                    "The person's roles have changed since this was asked for; reject it and ask anew."));
        }
        Optional<Violation> last = lastAdministrator(known.get(), change.to());
        if (last.isPresent()) {
            return Answer.refused(last.get());
        }
        accounts.write(known.get().with(change.to()));
        kept.removeIf(each -> each.id().equals(change.id()));
        RoleChange applied = change.in(state);
        enter(who, applied);
        return Answer.done(applied);
    }

    Answer<RoleChange> reject(Identified who, String id) {
        return Rights.administer(accounts, who)
                .then(admin -> accounts.exclusively(() -> {
                    Optional<RoleChange> found = byId(id);
                    if (found.isEmpty()) {
                        return unknown();
                    }
                    kept.removeIf(each -> each.equals(found.get()));
                    RoleChange rejected = found.get().in(State.REJECTED);
                    enter(who, rejected);
                    return Answer.done(rejected);
                }));
    }

    private Optional<RoleChange> byId(String id) {
        Instant now = accounts.now();
        return kept.rows().stream()
                .filter(each -> each.id().equals(id) && isOpen(each, now))
                .findFirst();
    }

    private boolean isOpen(RoleChange each, Instant now) {
        return now.isBefore(each.expires())
                && !now.isBefore(each.made()) // else the clock was set back while nothing ran
                && accounts.readable(each.by().account())
                        .filter(admin -> admin.isAdministrator(now))
                        .isPresent();
    }

    static Violation unknownAccount(String account) {
        return Refusal.UNKNOWN_ACCOUNT.because(
                "account", Shown.value(account), "There is no valid account of this name.");
    }

    private static Answer<RoleChange> unknown() {
        return Answer.refused(Refusal.UNKNOWN_ROLE_CHANGE.because(
                "No such change of roles waits; it was confirmed, rejected, or is too old."));
    }

    private void enter(Identified who, RoleChange change) {
        accounts.enter(
                new AdministrationEntry.RolesChanged(
                        change.id(),
                        change.person().account(),
                        KeptInvitation.texts(change.from()),
                        KeptInvitation.texts(change.to()),
                        change.state()),
                who.actor(Act.ADMIN_PEOPLE));
    }

    private static JsonObject toJson(RoleChange change) {
        return Json.object()
                .put("id", change.id())
                .put("person", change.person().toJson())
                .put("from", Json.texts(KeptInvitation.texts(change.from())))
                .put("to", Json.texts(KeptInvitation.texts(change.to())))
                .put("by", change.by().toJson())
                .put("made", change.made().toString())
                .put("expires", change.expires().toString())
                .build();
    }

    private static RoleChange fromJson(JsonObject json) {
        return new RoleChange(
                json.string("id"),
                Staff.fromJson(json.object("person")),
                KeptInvitation.roles(json.array("from").strings()),
                KeptInvitation.roles(json.array("to").strings()),
                Staff.fromJson(json.object("by")),
                Instant.parse(json.string("made")),
                Instant.parse(json.string("expires")),
                State.WAITING);
    }
}
