// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import java.util.List;
import java.util.Map;

/** Changes of dose, one at each stage, so that whoever goes through all pages meets every page of them with data in it. */
final class Exhibits {

    private static final List<String[]> DAY = List.of(
            new String[] {"00:00", "06:00", "10 mcg/h"},
            new String[] {"06:00", "10:00", "20 mcg/h"},
            new String[] {"10:00", "18:00", "12 mcg/h"},
            new String[] {"18:00", "24:00", "15 mcg/h"});

    private Exhibits() {}

    /** Makes them. Answers with addresses that no link leads to, by role: the wizard goes on by pressing buttons. */
    static Map<String, List<String>> set(Stage stage) throws Exception {
        String fixture = "S2-000001";
        Wizard wizard = new Wizard(stage, fixture);
        Pages page = wizard.toFlex("programmer");
        wizard.typeSteps(page, DAY);
        page.press("Check the draft");
        wizard.giveReasons(page);
        page.press("Continue to old and new");
        String draft = Wizard.change(page.browser()).getPath().replace(" ", "%20");

        Shortcut waiting = new Shortcut(stage, "S2-000003");
        String authored = waiting.page(waiting.authored("88 mcg/day")).getRawPath();
        Shortcut ready = new Shortcut(stage, "S2-000009");
        String verified = ready.page(ready.verified("51 mcg/day")).getRawPath();
        Shortcut done = new Shortcut(stage, "S2-000007");
        String change = done.verified("35 mcg/day");
        done.send(change);
        String applied = done.page(change).getRawPath();
        Shortcut emergency = new Shortcut(stage, "S2-000010", "clinician");
        String alone = emergency.alone("1600 mcg/day");
        emergency.send(alone);
        return Map.of(
                "programmer",
                List.of(
                        draft + "/review",
                        draft + "/sign",
                        authored + "/second",
                        verified + "/send",
                        applied + "/send"),
                "clinician",
                List.of(
                        authored + "/second",
                        verified + "/send",
                        emergency.page(alone).getRawPath() + "/send"),
                "clinician-2",
                List.of(emergency.page(alone).getRawPath() + "/second-look"));
    }
}
