/// What AURA knows of HTML's elements, for HTML documents and for raw HTML in Markdown.
enum Elements {
    /// Their content is not text to read, or (`nav`) only leads to other pages.
    static let dropped: Set<String> = [
        "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "canvas", "audio", "video",
        "datalist", "nav", "noembed", "noframes", "xmp", "plaintext",
    ]
    /// They have no content and no end tag.
    static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    ]
    /// They stand on lines of their own.
    static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "dialog", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "legend", "li", "main", "ol", "option", "p", "pre", "section", "select", "summary", "table",
        "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
    ]

    /// Whether an attribute hides its element. Style sheets and scripts are not followed.
    static func hides(_ name: String, _ value: String) -> Bool {
        switch name {
        case "hidden": return true
        case "style":
            let style = String(decoding: value.lowercased().utf8.filter { !$0.isSpace }, as: UTF8.self)
            return style.contains("display:none") || style.contains("visibility:hidden")
        default: return false
        }
    }
}
