import { Component, type ComponentType, type FunctionComponent } from "preact";

/** A component that renders again only when one of its props is another value. */
export function memo<P extends object>(View: FunctionComponent<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const keys = Object.keys(next) as (keyof P)[];
      return keys.length !== Object.keys(this.props).length || keys.some((key) => next[key] !== this.props[key]);
    }

    override render() {
      return <View {...this.props} />;
    }
  };
}
