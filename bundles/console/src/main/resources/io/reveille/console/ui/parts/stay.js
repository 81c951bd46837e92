// A page with something typed that is not saved: the browser asks before it is left.
import { useEffect } from '../vendor/standalone.module.js';

export function useStay(dirty) {
  useEffect(() => {
    const stay = e => dirty && e.preventDefault();
    addEventListener('beforeunload', stay);
    return () => removeEventListener('beforeunload', stay);
  }, [dirty]);
}
