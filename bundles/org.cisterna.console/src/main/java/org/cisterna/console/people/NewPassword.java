// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.people;

import static org.cisterna.console.frame.Texts.text;

import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.therapy.Administration;

/** A new password as a form asks for it: typed twice, because nobody sees it while it is typed. */
final class NewPassword {

    private static final String FIELD = "password";
    private static final String AGAIN = "passwordAgain";

    private NewPassword() {}

    /** The form as it was sent, with what is wrong with the new password before any service is asked. */
    static Form check(Asked asked) {
        String password = asked.raw(FIELD);
        Form form = asked.form();
        Optional<String> length = Administration.lengthProblem(password);
        if (length.isPresent()) {
            return form.with(FIELD, text("password.length", length.get()));
        }
        return password.equals(asked.raw(AGAIN)) ? form : form.with(AGAIN, text("password.differs"));
    }
}
