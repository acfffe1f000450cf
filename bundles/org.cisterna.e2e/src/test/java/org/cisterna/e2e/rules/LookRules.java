// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cisterna.e2e.Browser;

/** Colours, sizes and movement, as the browser draws them. */
final class LookRules {

    /** What several scripts need: what is in sight, its colours, and whether it is an alarm. */
    private static final String SIGHT =
            """
            const shown = e => { const r = e.getBoundingClientRect(); const s = getComputedStyle(e);
                return r.width > 0 && r.height > 0 && s.visibility !== 'hidden' && s.display !== 'none' && !e.closest('[hidden]'); };
            const all = (sel = 'body *') => [...document.querySelectorAll(sel)].filter(shown);
            const words = e => (e.innerText || e.getAttribute('aria-label') || e.textContent || '').trim().replace(/\\s+/g, ' ').slice(0, 60);
            const alarm = e => { for (let p = e; p && p !== document.body; p = p.parentElement)
                if (/^!{1,3}\\s*(High|Medium|Low)\\b/.test((p.innerText || '').trim()) && (p.innerText || '').trim().length < 300) return p; return null; };
            const hsl = c => { const m = c.match(/[\\d.]+/g); if (!m) return null; const [r, g, b, a] = m.map(Number);
                if (a === 0) return null; const x = Math.max(r, g, b), n = Math.min(r, g, b), d = x - n;
                const h = d === 0 ? 0 : x === r ? ((g - b) / d + 6) % 6 : x === g ? (b - r) / d + 2 : (r - g) / d + 4;
                return { h: h * 60, s: x === 0 ? 0 : d / x, v: x / 255 }; };
            """;

    private static final String COLOURS = SIGHT
            + """
            const kind = c => { const t = hsl(c); if (!t || t.s < 0.75 || t.v < 0.55) return null;
                if (t.h < 12 || t.h > 345) return 'red'; if (t.h >= 44 && t.h <= 62) return 'yellow'; if (t.h >= 175 && t.h <= 192) return 'cyan'; return null; };
            const found = [];
            for (const e of all()) {
                if (alarm(e)) continue;
                const s = getComputedStyle(e);
                const looks = { text: e.childNodes.length && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) ? s.color : '',
                    ground: s.backgroundColor, line: parseFloat(s.borderTopWidth) > 0 ? s.borderTopColor : '', side: parseFloat(s.borderLeftWidth) > 0 ? s.borderLeftColor : '',
                    fill: e instanceof SVGElement ? s.fill : '', stroke: e instanceof SVGElement ? s.stroke : '' };
                for (const [what, colour] of Object.entries(looks)) { const k = colour && kind(colour);
                    if (k) found.push('the ' + what + ' of <' + e.localName + '> "' + words(e) + '" is ' + k + ', which is an alarm\\'s'); }
            }
            for (const e of all('.al')) if (!/^!{1,3}\\s*(High|Medium|Low)\\b/.test(e.innerText.trim()))
                found.push('"' + words(e) + '" has the colour of an alarm without its mark and word');
            return [...new Set(found)].slice(0, 10);
            """;

    private static final String FLASHING = SIGHT
            + """
            const wanted = { High: [1.4, 2.8], Medium: [0.4, 0.8] }, found = [];
            for (const e of all()) {
                const m = (e.innerText || '').trim().match(/^!{1,3}\\s*(High|Medium|Low)\\b/);
                if (!m || e.innerText.trim().length > 300 || (e.parentElement && alarm(e.parentElement))) continue;
                const s = getComputedStyle(e); const moving = [e, ...e.querySelectorAll('*')].map(x => getComputedStyle(x)).find(x => x.animationName !== 'none');
                const done = /acknowledged|resolved/i.test(e.innerText) && !/unacknowledged/i.test(e.innerText);
                if ((m[1] === 'Low' || done) && moving) found.push('"' + words(e) + '" flashes');
                if (m[1] !== 'Low' && !done) {
                    if (!moving) continue;
                    const hertz = 1 / parseFloat(moving.animationDuration);
                    if (hertz < wanted[m[1]][0] || hertz > wanted[m[1]][1]) found.push('"' + words(e) + '" flashes at ' + hertz.toFixed(2) + ' Hz');
                }
            }
            return found;
            """;

    private static final String MOVING =
            """
            return document.getAnimations().filter(a => a.effect && a.effect.getTiming().iterations === Infinity)
                .map(a => { const t = a.effect.getTiming().duration; const e = a.effect.target;
                    return (1000 / t).toFixed(2) + ' "' + (e ? e.textContent.trim().slice(0, 40) : '') + '"'; });
            """;

    private static final String SAFE_GREEN = SIGHT
            + """
            const found = [];
            for (const e of all()) {
                const own = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(' ').trim();
                if (!/^(no alarms?|all (good|well|ok)|ok|safe|normal|running|good)\\b/i.test(own)) continue;
                const s = getComputedStyle(e);
                for (const c of [s.color, s.backgroundColor, s.borderTopWidth === '0px' ? '' : s.borderTopColor]) {
                    const t = c && hsl(c); if (t && t.s > 0.35 && t.v > 0.25 && t.h >= 75 && t.h <= 170) found.push('"' + own + '" is green, as if that were safe');
                }
            }
            return [...new Set(found)];
            """;

    private static final String TARGETS = SIGHT
            + """
            const found = [];
            for (const e of all('a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]')) {
                const s = getComputedStyle(e);
                const sentence = e.localName === 'a' && s.display === 'inline' && e.parentElement
                    && [...e.parentElement.childNodes].some(n => n !== e && n.textContent.trim().length > 0);
                if (sentence || e.classList.contains('skip')) continue;
                const small = /^(checkbox|radio)$/.test(e.type) && e.labels && e.labels.length ? e.labels[0] : e;
                const r = small.getBoundingClientRect(); const least = /^(send|stop|sign(?! (in|out))|verify and sign|accept|release|read pump)\\b/i.test(words(e)) && e.localName !== 'a' ? 44 : 24;
                if (r.width < least - 0.5 || r.height < least - 0.5)
                    found.push('"' + (words(e) || e.name) + '" is ' + r.width.toFixed(0) + ' by ' + r.height.toFixed(0) + ', less than ' + least);
            }
            return found;
            """;

    private static final String SIDEWAYS =
            """
            const wide = document.documentElement.scrollWidth, room = document.documentElement.clientWidth, found = [];
            if (wide > room) { const e = [...document.querySelectorAll('body *')].filter(x => x.getBoundingClientRect().right > room + 1)
                    .sort((a, b) => a.querySelectorAll('*').length - b.querySelectorAll('*').length)[0];
                found.push('the page scrolls sideways: ' + wide + ' in ' + room + (e ? ', at <' + e.localName + ' class="' + e.className + '"> ' + e.textContent.trim().slice(0, 40) : '')); }
            for (const e of document.querySelectorAll('body *')) {
                const s = getComputedStyle(e);
                if (/auto|scroll/.test(s.overflowX) && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
                    && e.tabIndex < 0 && !e.querySelector('a[href], button, input, select, textarea, summary, [tabindex="0"]'))
                    found.push('<' + e.localName + ' class="' + e.className + '"> scrolls and cannot be reached by keyboard');
            }
            return found;
            """;

    private static final String LINEAR =
            """
            const found = [];
            for (const svg of document.querySelectorAll('svg')) {
                const ticks = [...svg.querySelectorAll('text')].map(t => ({ words: t.textContent.trim(), r: t.getBoundingClientRect(), x: +t.getAttribute('x'), y: +t.getAttribute('y') }))
                    .filter(t => /^[−-]?[\\d,]+(\\.\\d+)?$/.test(t.words)).map(t => ({ ...t, value: Number(t.words.replaceAll(',', '').replace('−', '-')) }));
                for (const [place, along] of [['x', 'y'], ['y', 'x']]) {
                    const groups = {}; ticks.forEach(t => (groups[t[place]] ||= []).push(t));
                    for (const group of Object.values(groups)) {
                        if (group.length < 3) continue;
                        group.sort((a, b) => a[along] - b[along]);
                        const first = group[0], last = group[group.length - 1], span = last[along] - first[along];
                        if (span === 0 || last.value === first.value) continue;
                        for (const t of group) { const at = first[along] + span * (t.value - first.value) / (last.value - first.value);
                            if (Math.abs(at - t[along]) > 0.75) found.push('the tick "' + t.words + '" stands where ' +
                                (first.value + (t[along] - first[along]) / span * (last.value - first.value)).toPrecision(5) + ' is'); }
                    }
                }
            }
            return found;
            """;

    private LookRules() {}

    /** A tick of a plot shows the value it stands at. */
    static List<String> h13(Browser page) {
        return page.texts(LINEAR);
    }

    /** Red, yellow and cyan are alarms, with mark and word, and nothing else. */
    static List<String> h27(Browser page) {
        return page.texts(COLOURS);
    }

    /** Only alarms that nobody has acknowledged flash, as fast as their priority has it. */
    static List<String> h28(Browser page) {
        return page.texts(FLASHING);
    }

    /** Nothing flashes faster than three times a second, and nothing moves for a reader who wants no movement. */
    static List<String> h29(Browser page) {
        List<String> found = new ArrayList<>();
        for (String moving : page.texts(MOVING)) {
            if (!(Float.parseFloat(moving.substring(0, moving.indexOf(' '))) <= 3)) {
                found.add("flashes " + moving + " times a second");
            }
        }
        page.media("", Map.of("prefers-reduced-motion", "reduce"));
        for (String moving : page.texts(MOVING)) {
            found.add("moves for a reader who wants no movement: " + moving);
        }
        page.media("", Map.of());
        return found;
    }

    /** What is not an alarm is plain, not green. */
    static List<String> h35(Browser page) {
        return page.texts(SAFE_GREEN);
    }

    /** What is pressed is large enough. */
    static List<String> h39(Browser page) {
        return page.texts(TARGETS);
    }

    /** At 320 pixels nothing scrolls sideways but tables, which the keyboard reaches. */
    static List<String> h44(Browser page) {
        page.size(320, 640);
        List<String> found = page.texts(SIDEWAYS);
        page.ownSize();
        return found;
    }

    /** The band is in sight, on the screen and on paper. */
    static List<String> h48(Browser page) {
        String look = SIGHT
                + """
                const band = all().find(e => e.innerText && e.innerText.includes('SIMULATED PUMPS') && e.querySelectorAll('*').length < 8);
                return band && band.getBoundingClientRect().top < innerHeight ? [] : ['the band is not in sight ' + (matchMedia('print').matches ? 'on paper' : 'on the screen')];
                """;
        List<String> found = new ArrayList<>(page.texts(look));
        page.media("print", Map.of());
        found.addAll(page.texts(look));
        page.media("", Map.of());
        return found;
    }

    /** Identifiers are drawn so that 0 and O, 1 and l are told apart, and stand in columns. */
    static List<String> h49(Browser page) {
        return page.texts(
                SIGHT
                        + """
                const found = [];
                for (const e of all('.id, [data-serial]')) { const f = getComputedStyle(e).fontVariantNumeric;
                    if (!f.includes('slashed-zero') || !f.includes('tabular-nums')) found.push('"' + words(e) + '" is drawn with digits that look like letters'); }
                return found.slice(0, 5);
                """);
    }
}
