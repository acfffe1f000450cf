// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.therapy.Invitation;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.Staff;

/**
 * An open invitation as it is kept.
 *
 * @param invitation what people see of it
 * @param hash of its link's token
 */
record KeptInvitation(Invitation invitation, Digest hash) {

    KeptInvitation confirmedBy(Staff admin) {
        return new KeptInvitation(
                new Invitation(
                        invitation.id(),
                        invitation.kind(),
                        invitation.person(),
                        invitation.roles(),
                        invitation.by(),
                        invitation.made(),
                        invitation.expires(),
                        invitation.needsConfirmation(),
                        java.util.Optional.of(admin)),
                hash);
    }

    JsonObject toJson() {
        return Json.object()
                .put("id", invitation.id())
                .put("hash", hash.text())
                .put("kind", invitation.kind().name())
                .put("person", invitation.person().toJson())
                .put("roles", Json.texts(texts(invitation.roles())))
                .put("by", invitation.by().toJson())
                .put("made", invitation.made().toString())
                .put("expires", invitation.expires().toString())
                .put("needsConfirmation", invitation.needsConfirmation())
                .putOptional("confirmedBy", invitation.confirmedBy().map(Staff::toJson))
                .build();
    }

    static KeptInvitation fromJson(JsonObject json) {
        return new KeptInvitation(
                new Invitation(
                        json.string("id"),
                        Invitation.Kind.valueOf(json.string("kind")),
                        Staff.fromJson(json.object("person")),
                        roles(json.array("roles").strings()),
                        Staff.fromJson(json.object("by")),
                        Instant.parse(json.string("made")),
                        Instant.parse(json.string("expires")),
                        json.flag("needsConfirmation"),
                        json.optionalObject("confirmedBy").map(Staff::fromJson)),
                Digest.parse(json.string("hash")));
    }

    static java.util.List<String> texts(Set<Role> roles) {
        return roles.stream().map(Role::text).toList();
    }

    static Set<Role> roles(java.util.List<String> names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String each : names) {
            roles.add(Role.of(each).orElseThrow(() -> new IllegalArgumentException("there is no role " + each)));
        }
        return roles;
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "KeptInvitation[" + invitation.id() + "]";
    }
}
