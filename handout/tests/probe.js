// Stands at the end of each page that pages.py looks at in a browser: tells the window around the
// page its title and all that is wrong with it.

function columns() {
    const first = [...document.querySelectorAll(".beside .row:first-of-type .lab")];
    return first.filter(e => e.offsetWidth).length;
}

function light(colour) {
    const [r, g, b] = colour.match(/[\d.]+/g).map(x => x / 255)
        .map(x => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
}

function ground(e) {
    for (; e; e = e.parentElement) {
        const colour = getComputedStyle(e).backgroundColor;
        if (!/, 0\)$/.test(colour))
            return colour;
    }
    return "rgb(255, 255, 255)";
}

function contrast(e) {
    const [low, high] = [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => a - b);
    return (high + .05) / (low + .05);
}

addEventListener("load", async () => {
    const seen = [document.title];
    const wide = document.documentElement;
    if (wide.scrollWidth > wide.clientWidth + 1)
        seen.push("wider than the window: " + wide.scrollWidth);
    if (document.querySelector(".beside") && columns() % (innerWidth < 960 ? 1 : 3))
        seen.push("columns side by side: " + columns());
    const texts = [...document.querySelectorAll("main *, nav *")].filter(e =>
        [...e.childNodes].some(n => n.nodeType == Node.TEXT_NODE && n.data.trim()));
    for (const e of texts.filter(e => contrast(e) < 4.5).slice(0, 3))
        seen.push("contrast " + contrast(e).toFixed(1) + ": " + e.outerHTML.slice(0, 60));
    if (window.axe)
        for (const v of (await axe.run(document, {resultTypes: ["violations"]})).violations)
            seen.push("axe " + v.id + ": " + v.nodes[0].html.slice(0, 90));
    parent.postMessage(seen, "*");
});
