// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import gg.jte.generated.precompiled.JtetroubleGenerated;

/**
 * A page that says why there is no other one.
 *
 * @param status HTTP status
 * @param title a few words
 * @param words what happened and what to do
 * @param address where to go from here
 * @param link the words of that way
 */
public record Trouble(int status, String title, String words, String address, String link) {

    /** One that leads to the start page. */
    public static Trouble of(int status, String title, String words) {
        return new Trouble(status, title, words, "/", Texts.text("trouble.home"));
    }

    /** There is no such page, or no such thing as the page is about. */
    public static Trouble nothingHere() {
        return of(404, Texts.text("trouble.404.title"), Texts.text("trouble.404.words"));
    }

    /** The same with another way from here. */
    public Trouble leadingTo(String newAddress, String newLink) {
        return new Trouble(status, title, words, newAddress, newLink);
    }

    /** As an answer. */
    public Reply reply() {
        return new Reply.Shown(
                status,
                Reply.page(title, "", out -> JtetroubleGenerated.render(out, null, this))
                        .narrow());
    }
}
