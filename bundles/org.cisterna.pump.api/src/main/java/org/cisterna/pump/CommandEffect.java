// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * The last command a pump remembers, and what it did about it: what a lost answer is reconciled with.
 *
 * @param command its id
 * @param effect what became of it in the pump
 * @param resulting the revision that stood after it
 */
public record CommandEffect(CommandId command, Effect effect, Revision resulting) {

    /** What became of it. */
    public enum Effect {
        /** It is the therapy state. */
        APPLIED,
        /** It is under way: delivery stands in the declared interim stop. */
        UNDER_WAY,
        /**
         * It was begun and taken back: the therapy state from before it stands. Whether that is delivered is for the motor to say; a stop that
         * overtook it leaves the pump standing still.
         */
        ROLLED_BACK
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("command", command.hex())
                .put("effect", effect.name())
                .put("resultingRevision", resulting.number())
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static CommandEffect fromJson(JsonObject json) {
        return new CommandEffect(
                new CommandId(json.string("command")),
                Effect.valueOf(json.string("effect")),
                new Revision(json.number("resultingRevision")));
    }
}
