import Gatehouse
import GatehouseMacros

/// Resources of every kind.
@Toolbox
struct Pages {
    /// What test://template/{id}/data reads as.
    @Schemable
    struct Page {
        let id: String
        let templateTest: Bool
        let data: String
    }

    /// A text that never changes.
    @Resource("test://static-text", mimeType: "text/plain")
    func staticText() -> String { "This is the content of the static text resource." }

    /// A picture that never changes.
    @Resource("test://static-binary", mimeType: "image/png")
    func staticBinary() -> [UInt8] { Samples.pictureBytes }

    /// A resource that clients may subscribe to.
    @Resource("test://watched-resource", mimeType: "text/plain")
    func watched() -> String { "This is the content of the watched resource." }

    /// A resource by its id.
    ///
    /// - Parameter id: Any id.
    @Resource("test://template/{id}/data", mimeType: "application/json")
    func page(id: String) -> Page { Page(id: id, templateTest: true, data: "Data for ID: \(id)") }
}
