// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Parts of the page's story, for tests that need a pump at a point of it. */
final class Story {

    /** How the story names the request that hands the change to the pump. */
    private static final String SEND = "POST /api/v1/drafts/{change}/send";

    private Story() {}

    /** Every block of the page about the JSON interface. */
    static List<List<String>> page() throws IOException {
        return RestExamples.blocks(Path.of(System.getProperty("cisterna.root"), "docs", "rest.md"));
    }

    /** Tells the page up to the released change, which is not sent. */
    static void tellUntilReleased(RestExamples examples) throws IOException, InterruptedException {
        for (List<String> block : page()) {
            if (block.get(1).equals(SEND)) {
                return;
            }
            examples.run(block);
        }
        throw new AssertionError("the page never sends");
    }
}
