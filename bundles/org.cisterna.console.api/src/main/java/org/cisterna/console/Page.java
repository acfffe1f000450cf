// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A page of another bundle, registered as an OSGi service. It is at {@code /more/NAME} as long as the service is there; afterwards that address
 * says that the page's bundle is not there. It shows and does nothing: acts belong to {@code Therapy} and the console's own pages.
 *
 * <p>Called by any number of threads at once, once for each request; a person waits meanwhile. What it throws is reported to the log, and the
 * person reads that this page failed; the rest of the console goes on.
 */
@ConsumerType
public interface Page {

    /** Its name in the address: 2 to 40 lower case letters, digits and hyphens. Of two pages with one name the one that came first is used. */
    String name();

    /** Its title: 2 to 60 characters. */
    String title();

    /** What a person must be allowed to do in order to see it. Others neither see the entry in the navigation nor the page. */
    Act needs();

    /** How the navigation names it; empty when it is reached by links only. */
    Optional<NavigationEntry> navigation();

    /**
     * What it shows.
     *
     * @param query what stands behind the question mark of the address; of values given twice, the first. Checked by nobody yet
     * @param who looks at it
     * @return at most {@value Block#MOST} pieces
     */
    List<Block> render(Map<String, String> query, Identified who);

    /**
     * An entry of the navigation.
     *
     * @param label 2 to 24 characters
     * @param rank smaller ones stand further to the left; the console's own entries come first
     */
    record NavigationEntry(String label, int rank) {}
}
