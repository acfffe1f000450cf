// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.server;

import static org.cisterna.console.frame.Texts.text;

import java.util.List;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Frame;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Trouble;
import org.cisterna.therapy.Role;

/** {@code /start}: leads everybody to the first page they may see. */
final class StartPage implements Route.Topic {

    static final String ADDRESS = "/start";

    private final Frame frame;

    StartPage(Frame frame) {
        this.frame = frame;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route("GET", ADDRESS, Route.Access.signedIn(), this::start));
    }

    private Reply start(Asked asked) {
        return frame.start(asked.who()).map(Reply::moved).orElseGet(() -> Trouble.of(
                        403,
                        text("trouble.nothing.title"),
                        text(
                                "trouble.nothing.words",
                                String.join(
                                        ", ",
                                        asked.who().person().roles().stream()
                                                .map(Role::text)
                                                .toList())))
                .reply());
    }
}
