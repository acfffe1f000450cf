// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;

/** The bodies of the ledger entries about what administrators, and people with their own accounts, did. Who did it is the entry's actor. */
public sealed interface AdministrationEntry extends PeopleEntry {

    /**
     * Reads a body.
     *
     * @return empty when no entry here has that type
     * @throws IllegalArgumentException when the body is not of its type's form
     */
    static Optional<PeopleEntry> read(String type, JsonObject body) {
        return switch (type) {
            case AccountChanged.TYPE -> Optional.of(AccountChanged.fromJson(body));
            case Invited.TYPE -> Optional.of(Invited.fromJson(body));
            case RolesChanged.TYPE -> Optional.of(RolesChanged.fromJson(body));
            case TokenChanged.TYPE -> Optional.of(TokenChanged.fromJson(body));
            default -> Optional.empty();
        };
    }

    /** What became of an account. */
    enum AccountStep {
        /** Made through the set-up link: the first administrator. */
        SET_UP,
        /** Revoked. */
        REVOKED,
        /** Its person changed the password. */
        PASSWORD_CHANGED,
        /** Its password is kept under stronger parameters than before; it is the same. */
        PASSWORD_REHASHED
    }

    /**
     * An account was made, revoked, or got another password.
     *
     * @param account which
     * @param name as printed under signatures
     * @param roles by their names
     * @param step what became of it
     */
    record AccountChanged(String account, String name, List<String> roles, AccountStep step)
            implements AdministrationEntry {
        /** Type of the entry. */
        public static final String TYPE = "people.account";

        /** Copies the list. */
        public AccountChanged {
            roles = List.copyOf(roles);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("account", account)
                    .put("name", name)
                    .put("roles", Json.texts(roles))
                    .put("step", step.name())
                    .build();
        }

        static AccountChanged fromJson(JsonObject json) {
            return new AccountChanged(
                    json.string("account"),
                    json.string("name"),
                    json.array("roles").strings(),
                    AccountStep.valueOf(json.string("step")));
        }
    }

    /** What became of an invitation. */
    enum InvitationStep {
        /** An administrator invites, and no other one has to confirm. */
        MADE,
        /** An administrator invites; another one has to confirm. */
        WAITING,
        /** Another administrator confirmed it. */
        CONFIRMED,
        /** An administrator withdrew it. */
        WITHDRAWN,
        /** The invited person set the password. */
        ACCEPTED
    }

    /**
     * An invitation was made, confirmed, withdrawn or accepted.
     *
     * @param invitation which, by its id
     * @param kind whether for somebody new, or for a new password
     * @param account for which account
     * @param name as printed under signatures
     * @param roles by their names
     * @param expires when its link is worthless
     * @param step what became of it
     */
    record Invited(
            String invitation,
            Invitation.Kind kind,
            String account,
            String name,
            List<String> roles,
            Instant expires,
            InvitationStep step)
            implements AdministrationEntry {
        /** Type of the entry. */
        public static final String TYPE = "people.invitation";

        /** Copies the list. */
        public Invited {
            roles = List.copyOf(roles);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("invitation", invitation)
                    .put("kind", kind.name())
                    .put("account", account)
                    .put("name", name)
                    .put("roles", Json.texts(roles))
                    .put("expires", expires.toString())
                    .put("step", step.name())
                    .build();
        }

        static Invited fromJson(JsonObject json) {
            return new Invited(
                    json.string("invitation"),
                    Invitation.Kind.valueOf(json.string("kind")),
                    json.string("account"),
                    json.string("name"),
                    json.array("roles").strings(),
                    Timestamp.parse(json.string("expires")),
                    InvitationStep.valueOf(json.string("step")));
        }
    }

    /**
     * A change of roles was asked for, holds, or was rejected.
     *
     * @param change which, by its id
     * @param account whose roles
     * @param from the roles before, by their names
     * @param to the roles asked for, by their names
     * @param state where it stands
     */
    record RolesChanged(String change, String account, List<String> from, List<String> to, RoleChange.State state)
            implements AdministrationEntry {
        /** Type of the entry. */
        public static final String TYPE = "people.roles";

        /** Copies the lists. */
        public RolesChanged {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("change", change)
                    .put("account", account)
                    .put("from", Json.texts(from))
                    .put("to", Json.texts(to))
                    .put("state", state.name())
                    .build();
        }

        static RolesChanged fromJson(JsonObject json) {
            return new RolesChanged(
                    json.string("change"),
                    json.string("account"),
                    json.array("from").strings(),
                    json.array("to").strings(),
                    RoleChange.State.valueOf(json.string("state")));
        }
    }

    /** What became of a token. */
    enum TokenStep {
        /** Made. */
        MADE,
        /** Revoked. */
        REVOKED
    }

    /**
     * A token was made or revoked.
     *
     * @param token which, by its id
     * @param account whose
     * @param name what it is for
     * @param acts what it is good for, by their names
     * @param expires when it is worthless
     * @param step what became of it
     */
    record TokenChanged(
            String token, String account, String name, List<String> acts, Optional<Instant> expires, TokenStep step)
            implements AdministrationEntry {
        /** Type of the entry. */
        public static final String TYPE = "people.token";

        /** Copies the list. */
        public TokenChanged {
            acts = List.copyOf(acts);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("token", token)
                    .put("account", account)
                    .put("name", name)
                    .put("acts", Json.texts(acts))
                    .putOptional("expires", expires.map(Instant::toString))
                    .put("step", step.name())
                    .build();
        }

        static TokenChanged fromJson(JsonObject json) {
            return new TokenChanged(
                    json.string("token"),
                    json.string("account"),
                    json.string("name"),
                    json.array("acts").strings(),
                    json.optionalString("expires").map(Instant::parse),
                    TokenStep.valueOf(json.string("step")));
        }
    }
}
