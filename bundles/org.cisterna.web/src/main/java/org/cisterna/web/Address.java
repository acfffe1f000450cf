// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web;

/** Names that bundles use to stand behind the platform's address. */
public final class Address {

    /** Name of the servlet context that all pages and interfaces belong to. */
    public static final String CONTEXT = "org.cisterna";

    /** Selects that context. */
    public static final String SELECT = "(osgi.http.whiteboard.context.name=" + CONTEXT + ")";

    /** Everything below it is the JSON interface, and needs somebody signed in. */
    public static final String API = "/api/v1";

    /** Everything below it is the ledger as static files. */
    public static final String LEDGER = "/ledger";

    /** Said with every answer. */
    public static final String NOTICE = "Simulated pumps only. Not a medical device.";

    private Address() {}
}
