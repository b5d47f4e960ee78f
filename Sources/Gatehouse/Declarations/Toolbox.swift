/// A type that declares components: tools, prompts, resources and completions.
///
/// The macro `@Toolbox` makes a type one by listing what it declares; written by hand it is as good.
public protocol Toolbox: Sendable {
    /// Everything that the type declares.
    var components: Components { get }
}
