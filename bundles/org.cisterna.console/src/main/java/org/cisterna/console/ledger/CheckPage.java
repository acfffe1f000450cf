// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.ledger;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.ledger.JtecheckGenerated;
import java.util.List;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;

/** {@code /ledger-view/check}: checks an export or an incident file in the reader's own browser; the file is not sent anywhere. */
public final class CheckPage implements Route.Topic {

    static final String HERE = "/ledger-view/check";

    @Override
    public List<Route> routes() {
        return List.of(new Route("GET", HERE, Route.Access.signedIn(), this::page));
    }

    private Reply page(Asked asked) {
        return Reply.show(
                Reply.page(text("check.file.title"), "/ledger-view", out -> JtecheckGenerated.render(out, null))
                        .checking());
    }
}
