/// Base64 as text: RFC 4648 section 4, padded, without white space.
package enum Base64Text {
    package static let pattern = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
}
