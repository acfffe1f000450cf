// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import gg.jte.Content;
import gg.jte.html.HtmlTemplateOutput;
import java.util.Optional;
import org.cisterna.console.show.Strip;

/** An answer to a request: a page, or the address to look at next. */
public sealed interface Reply {

    /**
     * A page in the frame.
     *
     * @param status 200; 422 for a form that was refused; 403, 404, 409, 503 for what they say
     * @param page what to show
     */
    record Shown(int status, PageView page) implements Reply {}

    /**
     * Bytes for a script of a page.
     *
     * @param mediaType of them
     * @param bytes handed to nobody but the browser
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Data(String mediaType, byte[] bytes) implements Reply {}

    /**
     * A file to be kept, under a name.
     *
     * @param name of it
     * @param mediaType of it
     * @param bytes handed to nobody but the browser
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Download(String name, String mediaType, byte[] bytes) implements Reply {}

    /**
     * Done; look there (303).
     *
     * @param location an address of the console, beginning with one slash
     * @param session what becomes of the browser's session
     */
    record Moved(String location, SessionChange session) implements Reply {
        public Moved {
            if (!isOurs(location)) {
                throw new IllegalArgumentException("not an address of the console: " + location);
            }
        }
    }

    /**
     * What a page shows inside the frame.
     *
     * @param title for the window; the template puts the same words into the one heading of the page
     * @param section which entry of the navigation it belongs to, by its address; empty for none
     * @param strip whose pump it is about; on each page about a pump
     * @param width how much room it takes
     * @param content the template
     */
    record PageView(String title, String section, Optional<Strip> strip, Width width, Content content) {
        /** A page about a pump. */
        public PageView about(Strip pump) {
            return new PageView(title, section, Optional.of(pump), width, content);
        }

        /** The same, for text and forms only. */
        public PageView narrow() {
            return new PageView(title, section, strip, Width.NARROW, content);
        }

        /** The same, with the script that checks files. */
        public PageView checking() {
            return new PageView(title, section, strip, Width.CHECK, content);
        }
    }

    /** What becomes of the browser's session with an answer. */
    sealed interface SessionChange {
        /** It stays as it is. */
        record Kept() implements SessionChange {}

        /**
         * The browser gets this secret.
         *
         * @param secret as {@code Sessions} gave it
         */
        record Begun(String secret) implements SessionChange {
            @Override
            public String toString() {
                return "Begun";
            }
        }

        /** The browser forgets its secret. */
        record Ended() implements SessionChange {}

        /**
         * The session stays, and the browser keeps how pages look.
         *
         * @param theme how
         */
        record Themed(Theme theme) implements SessionChange {}
    }

    /** How much room a page takes. */
    enum Width {
        /** Tables and plots. */
        WIDE,
        /** Text and forms. */
        NARROW,
        /** Text and a form, with the script that checks files in the reader's own browser. */
        CHECK
    }

    /** Writes a page: a call of the class that a template became, {@code out -> JtefleetGenerated.render(out, null, view)}. */
    @FunctionalInterface
    interface Template {
        /** Writes it. */
        void render(HtmlTemplateOutput out);
    }

    /** A page that is about no pump. */
    static PageView page(String title, String section, Template template) {
        return new PageView(
                title, section, Optional.empty(), Width.WIDE, out -> template.render((HtmlTemplateOutput) out));
    }

    /** Shows a page. */
    static Reply show(PageView page) {
        return new Shown(200, page);
    }

    /** Shows a form again with what is wrong in it. */
    static Reply refused(PageView page) {
        return new Shown(422, page);
    }

    /** Looks elsewhere. */
    static Reply moved(String location) {
        return new Moved(location, new SessionChange.Kept());
    }

    /** Whether an address stays inside the console, so that nobody is sent elsewhere by a prepared link. */
    static boolean isOurs(String location) {
        return location.startsWith("/")
                && !location.startsWith("//")
                && location.chars().allMatch(each -> each > 0x20 && each < 0x7f && each != '\\');
    }
}
