/** The portal has moved: thrown by what sends, caught here. */
export class PortalMoved extends Error {
  readonly location: string;

  constructor(location: string) {
    super('the portal has moved to another host');
    this.name = 'PortalMoved';
    this.location = location;
  }
}
