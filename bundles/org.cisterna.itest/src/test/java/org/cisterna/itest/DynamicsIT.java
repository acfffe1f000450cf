// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.cisterna.canonical.JsonObject;
import org.cisterna.itest.Talk.Reply;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** While pumps deliver and people work, the driver goes and comes back. The devices run in a process of their own, as in the demonstration. */
public final class DynamicsIT {

    private static final String DRIVER = "org.cisterna.driver.synchromed";

    @Test
    public void theDriverIsStoppedUpdatedAndStartedInTheMiddleOfASend() throws Exception {
        Product product = Product.named("cisterna");
        try (Scene scene = Scene.open("driver", product, true)) {
            Talk talk = scene.talk();
            RestExamples examples = talk.examples();
            Story.tellUntilReleased(examples);
            String serial = examples.kept("serial");
            String change = "/api/v1/drafts/" + examples.kept("change");
            Bundle driver = scene.bundle(DRIVER).orElseThrow();
            try (Readers readers = Readers.start(talk)) {
                CompletableFuture<Reply> sending =
                        CompletableFuture.supplyAsync(() -> talk.sent(Scene.PROGRAMMER, change + "/send"));
                String events = Scene.address(scene.pumps().get(0)) + "/events";
                Patience.sees(() -> sending.isDone()
                        || talk.get(Scene.PROGRAMMER, events).text().contains("\"pump.intent\""));
                driver.stop();
                Reply sent = sending.join();
                assertTrue("an act under way ends in words: " + sent, sent.isOutcomeOrRefusal());
                assertTrue(
                        "its pumps say it: " + scene.pumps(),
                        Patience.sees(() -> scene.allSay("DRIVER_STOPPED", "driver stopped since")));
                long before = scene.devices().pushed(serial);
                assertTrue(
                        "it delivers without a driver",
                        Patience.sees(() -> scene.devices().pushed(serial) > before));

                try (InputStream in = Files.newInputStream(product.jar(DRIVER))) {
                    driver.update(in);
                }
                driver.start();
                assertTrue("its pumps come back: " + scene.pumps(), Patience.sees(() -> scene.allSay("SILENT", "")));
                assertTrue("somebody looked all the while", readers.looks() > 0);
            }
            String visit = "/api/v1/visits/" + examples.kept("visit") + "/read";
            assertTrue(
                    "what became of it is found out",
                    Patience.sees(() -> talk.post(Scene.PROGRAMMER, visit).isDone()
                            && List.of("APPLIED", "NOT_APPLIED")
                                    .contains(talk.get(Scene.PROGRAMMER, change)
                                            .object()
                                            .string("state"))));
            JsonObject snapshot = talk.post(Scene.PROGRAMMER, visit).object().object("snapshot");
            String found = talk.get(Scene.PROGRAMMER, change).object().string("state");
            System.out.println("DynamicsIT: " + found);
            assertEquals(
                    "the pump runs " + snapshot + ", the change is " + found,
                    found.equals("APPLIED"),
                    snapshot.object("programme").string("mode").equals("flex"));
            assertEquals("RUNNING", snapshot.string("motor"));
            assertEquals("every answer is in words", List.of(), talk.bad());
            Command good = RestStoryIT.verify(scene.data());
            assertEquals("the ledger verifies: " + good, 0, good.status());
        }
    }
}
